import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBedrockArn } from '../../../main/providers/bedrock/arn.ts';

describe('parseBedrockArn', () => {
  it.each([
    [
      'arn:aws:bedrock:us-west-2:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6',
      'inference-profile',
      'us-west-2',
    ],
    [
      'arn:aws-us-gov:bedrock:us-gov-west-1:1:application-inference-profile/ab12',
      'application-inference-profile',
      'us-gov-west-1',
    ],
    ['arn:aws-cn:bedrock:cn-north-1:1:provisioned-model/abcdefghijkl', 'provisioned-model', 'cn-north-1'],
    ['arn:aws-eusc:bedrock:eusc-de-east-1:1:imported-model/x', 'imported-model', 'eusc-de-east-1'],
    [
      'arn:aws-iso-b:bedrock:us-isob-east-1:1:custom-model-deployment/x',
      'custom-model-deployment',
      'us-isob-east-1',
    ],
    [
      'arn:aws:bedrock:eu-west-1:1:default-prompt-router/anthropic.claude:1',
      'default-prompt-router',
      'eu-west-1',
    ],
    ['arn:aws:bedrock:eu-west-1:1:something-new/x', 'other', 'eu-west-1'],
  ])('reads %s', (text, resource, region) => {
    expect(parseBedrockArn(text)).toMatchObject({ resource, region });
  });

  it('reads foundation models without account, and global ones without region', () => {
    expect(
      parseBedrockArn('arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-5-20250929-v1:0'),
    ).toEqual({
      partition: 'aws',
      region: undefined,
      account: undefined,
      resource: 'foundation-model',
      id: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    });
  });

  it.each([
    '',
    'claude',
    'arn:aws:s3:::bucket/key',
    'arn:gcp:bedrock:x:y:z/a',
    'arn:aws:bedrock:us-east-1:1:nothing',
  ])('takes %j for none', (text) => expect(parseBedrockArn(text)).toBeUndefined());

  it.each([
    'x@evil.example/',
    'us-east-1.evil.example#',
    'us-east-1/..',
    '127.0.0.1',
    'us-east-1\n',
    'US-EAST-1',
  ])('lets no region stand in a host name that is none: %j', (region) =>
    expect(parseBedrockArn(`arn:aws:bedrock:${region}:1:provisioned-model/a`)).toBeUndefined(),
  );

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseBedrockArn(`arn:aws:bedrock:${text}`)));
  });
});
