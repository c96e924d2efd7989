/** Checks a body as it came, before it is decompressed or parsed. @throws AppError authentication */
export type BodyCheck = (body: Uint8Array) => void;
