import type { CallLine, ClientProtocol, ModelListVoice } from '../core/client-protocol.ts';
import type { ClientDialect } from '../core/codec.ts';

/** The voice of the first protocol that claims the call. @throws TypeError when none does: the last claims all. */
export function dialectOf(call: CallLine, protocols: readonly ClientProtocol[]): ClientDialect {
  for (const protocol of protocols) {
    const dialect = protocol.claims(call);
    if (dialect !== undefined) return dialect;
  }
  throw new TypeError('no protocol claims whatever the others leave');
}

/** The model list that the caller reads. */
export function modelListOf(call: CallLine, protocols: readonly ClientProtocol[]): ModelListVoice {
  for (const { modelLists = [] } of protocols) {
    const voice = modelLists.find((list) => list.speaks(call));
    if (voice !== undefined) return voice;
  }
  throw new TypeError('no protocol shows models to whomever the others leave');
}
