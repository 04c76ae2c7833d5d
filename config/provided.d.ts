import 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    specTests: string;
    mongodbUri: string;
  }
}
