import cron from 'node-cron';
import { z } from 'zod';
import { homeOf, isLoopback, knockAt, Origin } from './origin.ts';
import { secretOf } from './secret.ts';

const flag = z.enum(['0', '1', 'true', 'false']).transform((word) => word === '1' || word === 'true');

/** The environment, one line each; .env.example says what they are for. */
const Environment = z
  .object({
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    HOST: z
      .string()
      .regex(/^[\w.:-]+$/, 'an address of this machine, without brackets or port, like 127.0.0.1 or ::1')
      .default('127.0.0.1'),
    PUBLIC_URL: Origin.optional(),
    DATA_DIR: z.string().min(1).default('data'),
    SECRET: z.string().min(32, 'at least 32 characters').optional(),
    PLACE: z
      .string()
      .max(300, 'the name of a file in config/places/, without .json')
      .default('mook-en-middelaar'),
    // Not a URL by the standard: several hosts may each have a port.
    MONGODB_URI: z
      .string()
      .regex(/^mongodb(\+srv)?:\/\/\S+$/, 'an address like mongodb://db1:27017,db2:27017/?replicaSet=brink')
      .optional(),
    MONGODB_DATABASE: z
      .string()
      .regex(/^\w{1,38}$/)
      .default('brink'),
    REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
    SMTP_URL: z
      .url({ protocol: /^smtps?$/, hostname: /./, error: 'a mail server like smtp://mail.example.nl:587' })
      .optional(),
    MAIL_FROM: z
      .string()
      .regex(
        /^([^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
        'an address, like Brink <brink@example.nl>',
      )
      .default('Brink <brink@localhost>'),
    TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
    METRICS_TOKEN: z.string().min(16).optional(),
    LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
    DEMO: flag.default(false),
    CLOCK: z.iso.datetime({ offset: true }).optional(),
    DEV: flag.default(false),
    HUB_URL: Origin.optional(),
    WAKE: z
      .string()
      .refine(cron.validate, 'a cron line with seconds, like */20 * * * * *')
      .default('*/20 * * * * *'),
  })
  .superRefine((env, context) => {
    const no = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (env.DEMO && env.MONGODB_URI) no('DEMO', 'a demo has its own store: take DEMO or MONGODB_URI away');
    if (env.DEMO && env.SMTP_URL) no('DEMO', 'a demo sends no mail: take DEMO or SMTP_URL away');
    if (env.DEMO && !isLoopback(env.HOST))
      no('DEMO', 'in a demo anybody may be anybody: HOST must be 127.0.0.1');
    if (env.CLOCK && !env.DEMO) no('CLOCK', 'only a demo may live at another time');
  });

export type Config = Readonly<{
  port: number;
  host: string;
  /** Where people reach this hub, without a slash at the end. */
  publicUrl: string;
  dataDir: string;
  secret: string;
  place: string;
  mongodbUri: string | undefined;
  database: string;
  redisUrl: string | undefined;
  smtpUrl: string | undefined;
  mailFrom: string;
  trustProxy: number;
  metricsToken: string | undefined;
  logLevel: string;
  demo: boolean;
  /** The instant at which a demo's clock starts. */
  clock: string | undefined;
  dev: boolean;
  /** Where the bots find the hub. */
  hubUrl: string;
  /** When the bots look for work: a cron line with seconds. */
  wake: string;
}>;

/**
 * Reads the environment into one frozen object.
 * @throws {Error} with a line for each wrong variable: its name, its value, what is expected
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw new Error(complaint(parsed.error.issues, given));
  const env = parsed.data;
  return Object.freeze({
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL ?? homeOf(env.HOST, env.PORT),
    dataDir: env.DATA_DIR,
    secret: env.SECRET ?? secretIn(env.DATA_DIR),
    place: env.PLACE,
    mongodbUri: env.MONGODB_URI,
    database: env.MONGODB_DATABASE,
    redisUrl: env.REDIS_URL,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    trustProxy: env.TRUST_PROXY,
    metricsToken: env.METRICS_TOKEN,
    logLevel: env.LOG_LEVEL,
    demo: env.DEMO,
    clock: env.CLOCK,
    dev: env.DEV,
    hubUrl: env.HUB_URL ?? knockAt(env.HOST, env.PORT),
    wake: env.WAKE,
  });
}

/**
 * The configuration of this process.
 * @param instead variables that take the place of the environment's, as the directory of a test
 */
export const ownConfig = (instead: Record<string, string> = {}) => readConfig({ ...process.env, ...instead });

function secretIn(directory: string): string {
  try {
    return secretOf(directory);
  } catch (error) {
    const message = `cannot be used: ${(error as Error).message}`;
    throw new Error(complaint([{ path: ['DATA_DIR'], message }], { DATA_DIR: directory }), { cause: error });
  }
}

function complaint(
  issues: Pick<z.core.$ZodIssue, 'path' | 'message'>[],
  given: Record<string, string | undefined>,
): string {
  const lines = issues.map((issue) => {
    const name = String(issue.path[0]);
    const secret = /SECRET|TOKEN|URI|SMTP|REDIS/.test(name);
    const value = given[name] === undefined ? 'is not set' : secret ? '(not shown)' : `is "${given[name]}"`;
    return `  ${name} ${value}: ${issue.message}`;
  });
  return `The configuration is not right. Change it in .env or in the environment; .env.example explains each.\n${lines.join('\n')}`;
}
