/** What `krouter --help` prints. */
export const HELP = `kRouter: one local endpoint for every AI app, answered by Claude in your own AWS account.

Usage
  krouter serve [--config FILE] [--port N] [--host H] [--data-dir DIR]   run in the foreground
  krouter demo [--port N] [--once]      the whole thing on simulated Bedrock regions, no account needed
  krouter models [--json]               the names an app may ask for
  krouter check [PROVIDER] [--json]     clock, identity, discovery and one streamed word, per provider
  krouter -t                            start the tray app, or headless where it cannot be shown
  krouter --version | --help

Options
  -c, --config FILE     configuration (default: config.json in the data folder)
  -p, --port N          port to listen on (default 20128)
  -H, --host H          address to listen on (default 127.0.0.1)
      --data-dir DIR    kRouter's own files (default: KROUTER_DATA_DIR, else the platform's place)
      --json            machine-readable output
      --once            demo: show the answer, then exit

Aim an app at http://127.0.0.1:20128 (Anthropic style) or http://127.0.0.1:20128/v1 (OpenAI style).
`;
