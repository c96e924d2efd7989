import type { ResultKind } from './result-kind.ts';

/**
 * What a command's output is. `filter`: whatever the command before it in the pipeline wrote, or a file when it is the
 * first. `silent`: nothing. `wrapper`: what the command in its arguments writes. `manager`: a package manager, whose verb
 * decides.
 */
export type CommandRole = ResultKind | 'filter' | 'silent' | 'wrapper' | 'manager';

function all(role: CommandRole, names: string): readonly (readonly [string, CommandRole])[] {
  return names.split(' ').map((name) => [name, role] as const);
}

/** Commands by their name; `git log` and its like by their first two words. Whatever is not here is not known. */
export const COMMAND_ROLES: ReadonlyMap<string, CommandRole> = new Map([
  ...all(
    'filter',
    'cat bat batcat head tail less more sed awk gawk nl tac rev cut tr sort uniq fold fmt tee strings',
  ),
  ...all('filter', 'column expand unexpand paste iconv perl'),
  ...all('filter', 'xxd od hexdump base64 jq yq'),
  ...all('file', 'view vim nano'),
  ...all('diff', 'diff colordiff delta'),
  ...['git diff', 'git show', 'git format-patch', 'git apply'].map((name) => [name, 'diff'] as const),
  ...['git blame', 'git cat-file', 'git archive'].map((name) => [name, 'file'] as const),
  ...all('grep', 'grep egrep fgrep zgrep rg ag ack'),
  ['git grep', 'grep'],
  ...all('paths', 'find fd fdfind locate du'),
  ...['git ls-files', 'git ls-tree'].map((name) => [name, 'paths'] as const),
  ['ls', 'ls'],
  ...['tree', 'npm ls', 'cargo tree', 'pnpm ls', 'yarn list'].map((name) => [name, 'tree'] as const),
  ...['git status', 'git log', 'git branch', 'git reflog', 'git shortlog', 'git tag'].map(
    (name) => [name, 'git'] as const,
  ),
  ...[
    'git fetch',
    'git pull',
    'git push',
    'git clone',
    'git merge',
    'git rebase',
    'git commit',
    'git checkout',
  ].map((name) => [name, 'git'] as const),
  ...all('log', 'journalctl dmesg'),
  ...['docker logs', 'docker-compose logs', 'kubectl logs', 'podman logs', 'oc logs', 'pm2 logs'].map(
    (name) => [name, 'log'] as const,
  ),
  ...all('test', 'vitest jest mocha ava tap pytest tox nose2 phpunit rspec playwright cypress ctest'),
  ...['npm test', 'npm t', 'yarn test', 'pnpm test', 'bun test', 'deno test', 'cargo test', 'go test'].map(
    (name) => [name, 'test'] as const,
  ),
  ...['dotnet test', 'mix test', 'swift test', 'node --test'].map((name) => [name, 'test'] as const),
  ...all(
    'build',
    'tsc eslint biome webpack rollup vite next nuxt make gmake ninja cmake gradle gradlew mvn mvnw',
  ),
  ...all('build', 'javac rustc mypy ruff flake8 pylint'),
  ...all('manager', 'npm yarn pnpm bun cargo go dotnet bundle composer pip pip3 poetry uv apt apt-get brew'),
  ...[
    'docker build',
    'docker pull',
    'docker push',
    'docker compose',
    'docker-compose up',
    'terraform plan',
  ].map((name) => [name, 'build'] as const),
  ...all('json', 'curl http https wget gh aws gcloud az'),
  ...['kubectl get', 'docker inspect'].map((name) => [name, 'json'] as const),
  ...all(
    'silent',
    'cd export set unset mkdir touch rm mv cp ln chmod chown true false : sleep source . pushd popd',
  ),
  ...all(
    'silent',
    'alias shopt ulimit umask wait trap echo printf test [ [[ done fi esac } kill exit read local',
  ),
  ...all(
    'wrapper',
    'sudo doas env time timeout nice ionice nohup stdbuf command exec builtin npx bunx pnpx xargs',
  ),
  ...all('wrapper', 'then do else if while until ! { unbuffer setsid'),
]);

/** Verbs with which a package manager reports on its own work; with others it may print anything. */
export const MANAGER_VERBS: ReadonlySet<string> = new Set(
  'install i ci add remove uninstall update upgrade build check clippy vet get restore audit outdated list ls test t'.split(
    ' ',
  ),
);

/** Two-word wrappers, as in `pnpm exec tsc`. */
export const TWO_WORD_WRAPPERS: ReadonlySet<string> = new Set([
  ...['npm exec', 'npm x', 'pnpm exec', 'pnpm dlx', 'yarn exec', 'yarn dlx', 'bun x', 'uv run', 'poetry run'],
  ...['bundle exec', 'python -m', 'python3 -m', 'py -m', 'rtk proxy'],
]);

/** Shells that run a script given as an argument. */
export const SHELLS: ReadonlySet<string> = new Set(['bash', 'sh', 'zsh', 'dash', 'ksh']);
