import type { Operation } from '../operations/operation.ts';
import type { Reply } from '../region/reply.ts';

/** GET /device: what the person in the browser sees. */
export const showDevicePage: Operation = {
  name: 'DevicePage',
  plane: 'control',
  service: 'sso-oidc',
  run: ({ query }) => html(form(query.get('user_code') ?? '')),
};

/** POST /device: the person's answer. */
export const answerDevicePage: Operation = {
  name: 'DeviceAnswer',
  plane: 'control',
  service: 'sso-oidc',
  run({ state, body }) {
    const fields = new URLSearchParams(body.toString('utf8'));
    const isApproved = fields.get('answer') === 'approve';
    const isKnown = state.sso.answer(fields.get('user_code') ?? '', isApproved ? 'approved' : 'denied');
    if (!isKnown) return html('<p>This code is not known, or its time is over.</p>');
    return html(isApproved ? '<p>Approved. You can close this page.</p>' : '<p>Denied.</p>');
  },
};

function form(code: string): string {
  const safe = code.replace(/[^A-Z-]/g, '');
  return `<form method="post" action="/device"><p>A program on this computer asks to sign in with the code <b>${safe}</b>.</p>
<input type="hidden" name="user_code" value="${safe}">
<button name="answer" value="approve">Allow</button> <button name="answer" value="deny">Deny</button></form>`;
}

function html(content: string): Reply {
  const body = `<!doctype html><html lang="en"><title>Simulated sign-in</title><h1>Simulated IAM Identity Center</h1>${content}</html>`;
  return { kind: 'raw', status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
