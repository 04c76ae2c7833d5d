/** MongoDB's error codes, as far as this store gives them. The names are the server's own. */
export const codes = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  Overflow: 15,
  Unauthorized: 13,
  ProtocolError: 17,
  AuthenticationFailed: 18,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  CommandNotSupported: 115,
  OutOfDiskSpace: 14031,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  QueryPlanKilled: 175,
  InvalidIndexSpecificationOption: 197,
  CursorInUse: 142,
  QueryExceededMemoryLimitNoDiskUseAllowed: 292,
  BSONObjectTooLarge: 10334,
  MechanismUnavailable: 334,
  DuplicateKey: 11000,
  Location40324: 40324,
  Location40415: 40415,
  Location40414: 40414,
  Location40573: 40573,
} as const;

export type CodeName = keyof typeof codes;

const names = new Map<number, string>(Object.entries(codes).map(([name, code]) => [code, name]));

/** The server's name for a code, `Location<code>` when it has none here. */
export const nameOf = (code: number): string => names.get(code) ?? `Location${code}`;

/** A command that is refused: travels to the client as `{ ok: 0, code, codeName, errmsg }`. */
export class CommandError extends Error {
  readonly code: number;
  /** Fields beside code and message, such as `keyPattern` of a duplicate key. */
  readonly details: Record<string, unknown>;

  constructor(code: CodeName | number, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = 'CommandError';
    this.code = typeof code === 'number' ? code : codes[code];
    this.details = details;
  }

  /** The command has run out of time, which ends all of it. */
  get isTimeout(): boolean {
    return this.code === codes.MaxTimeMSExpired;
  }
}

/** The refusal of a value that has no meaning where it stands. */
export const badValue = (message: string): CommandError => new CommandError('BadValue', message);

/** The refusal of a request that is not put together as it should be. */
export const failedToParse = (message: string): CommandError => new CommandError('FailedToParse', message);

/** The refusal of a value of the wrong type. */
export const typeMismatch = (message: string): CommandError => new CommandError('TypeMismatch', message);

/** The refusal for everything MongoDB can do and this store cannot. */
export function unsupported(what: string): CommandError {
  return new CommandError('CommandNotSupported', `${what} is not supported by the embedded store`);
}
