import { AwsError } from '../aws-error.ts';
import { partitionOf } from '../catalog/geographies.ts';
import type { Operation } from './operation.ts';

/** POST / with `Action=GetCallerIdentity`: works with any good key, whatever its rights. */
export const getCallerIdentity: Operation = {
  name: 'GetCallerIdentity',
  plane: 'control',
  service: 'sts',
  run({ state, body }) {
    const form = new URLSearchParams(body.toString('utf8'));
    if (form.get('Action') !== 'GetCallerIdentity' || form.get('Version') !== '2011-06-15') {
      throw new AwsError('UnknownOperationException');
    }
    const { accountId } = state.catalog;
    const xml = [
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>',
      `<Arn>arn:${partitionOf(state.region)}:iam::${accountId}:user/simulated</Arn>`,
      `<UserId>AIDASIMULATEDUSER</UserId><Account>${accountId}</Account></GetCallerIdentityResult>`,
      `<ResponseMetadata><RequestId>${state.nextId('sts')}</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
    ].join('');
    return { kind: 'raw', status: 200, headers: { 'content-type': 'text/xml' }, body: xml };
  },
};
