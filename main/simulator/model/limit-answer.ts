import { type JsonObject, listOf } from '../json.ts';
import type { Answer, AnswerBlock } from './answer.ts';
import { splitTokens } from './tokenize.ts';

/** Cuts an answer at the first stop sequence in its text, then at `max_tokens`. */
export function limitAnswer(answer: Answer, body: JsonObject): Answer {
  const stops = listOf(body['stop_sequences']).filter((stop) => typeof stop === 'string');
  const max = Number(body['max_tokens']);
  return cutAtLimit(cutAtStop(answer, stops), max);
}

function cutAtStop(answer: Answer, stops: readonly string[]): Answer {
  for (const [index, block] of answer.blocks.entries()) {
    if (block.type !== 'text') continue;
    const text = block.pieces.join('');
    const hit = firstStop(text, stops);
    if (!hit) continue;
    const kept: AnswerBlock = { type: 'text', pieces: splitTokens(text.slice(0, hit.at)) };
    const blocks = [...answer.blocks.slice(0, index), kept];
    return { blocks, stopReason: 'stop_sequence', stopSequence: hit.stop };
  }
  return answer;
}

function firstStop(text: string, stops: readonly string[]): { at: number; stop: string } | undefined {
  return stops
    .map((stop) => ({ at: text.indexOf(stop), stop }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
}

function cutAtLimit(answer: Answer, max: number): Answer {
  let left = max;
  const blocks: AnswerBlock[] = [];
  for (const block of answer.blocks) {
    if (left <= 0) return { blocks, stopReason: 'max_tokens', stopSequence: null };
    if (block.type === 'redacted_thinking') {
      blocks.push(block);
      continue;
    }
    // The empty fragment that opens tool arguments costs nothing.
    const free = block.pieces.filter((piece) => piece === '').length;
    const cost = block.pieces.length - free;
    if (cost > left) {
      blocks.push({ ...block, pieces: block.pieces.slice(0, left + free) });
      return { blocks, stopReason: 'max_tokens', stopSequence: null };
    }
    left -= cost;
    blocks.push(block);
  }
  return { ...answer, blocks };
}
