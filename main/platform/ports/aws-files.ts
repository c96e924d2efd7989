/** The files that the AWS command line keeps. They are read and never written. */
export interface AwsFiles {
  /** The text of `~/.aws/config`; undefined when it is not there or cannot be read. */
  config(): Promise<string | undefined>;
  /** The text of `~/.aws/credentials`; undefined when it is not there or cannot be read. */
  credentials(): Promise<string | undefined>;
}
