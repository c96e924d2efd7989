/**
 * The import table of ARCHITECTURE.md, enforced. Each rule names a folder and what it may reach; anything else in the
 * repository is an error. Cycles are errors everywhere.
 */
const PORTS = '^main/platform/ports/';

function only(name, from, allowed, options = {}) {
  return {
    name,
    severity: 'error',
    comment: `${from} may import only ${allowed.join(', ')}`,
    from: { path: from, pathNot: options.fromNot },
    to: { path: '^(main|contract|preload|renderer|test|build)/', pathNot: [from, ...allowed] },
  };
}

function libraries(name, from, allowed) {
  return {
    name,
    severity: 'error',
    comment: `${from} may use only the libraries ${allowed.join(', ') || '(none)'}`,
    from: { path: from },
    to: {
      dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'core'],
      pathNot: allowed.map((library) => `(^|node_modules/)${library}(/|$)`),
    },
  };
}

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^electron$' },
    },
    only('core', '^main/core/', []),
    libraries('core-libraries', '^main/core/', []),
    only('contract', '^contract/', []),
    libraries('contract-libraries', '^contract/', ['zod']),
    // A dialect may import another only where it is that dialect in an envelope, and what OpenAI's formats share.
    {
      name: 'dialects-apart',
      severity: 'error',
      from: {
        path: '^main/dialects/([^/]+)/',
        pathNot: '^main/dialects/(vertex|antigravity|bedrock-converse)/',
      },
      to: {
        path: '^main/dialects/([^/]+)/',
        pathNot: ['^main/dialects/$1/', '^main/dialects/openai-vocabulary/'],
      },
    },
    only('openai-vocabulary', '^main/dialects/openai-vocabulary/', ['^main/core/', '^main/framing/']),
    only('dialects', '^main/dialects/', ['^main/core/', '^main/framing/']),
    libraries('dialects-libraries', '^main/dialects/', ['zod', '@bufbuild/protobuf']),
    only('framing', '^main/framing/', ['^main/core/']),
    only('compression', '^main/compression/', ['^main/core/']),
    libraries('compression-libraries', '^main/compression/', []),
    {
      name: 'providers-apart',
      severity: 'error',
      from: { path: '^main/providers/([^/]+)/' },
      to: {
        path: '^main/providers/([^/]+)/',
        pathNot: ['^main/providers/$1/', '^main/providers/plain-api/'],
      },
    },
    {
      name: 'plain-api-knows-no-provider',
      severity: 'error',
      from: { path: '^main/providers/plain-api/' },
      to: { path: '^main/providers/', pathNot: '^main/providers/plain-api/' },
    },
    only('providers', '^main/providers/', [
      '^main/core/',
      '^main/dialects/',
      '^main/framing/',
      PORTS,
      '^contract/config\\.ts$',
    ]),
    only('routing', '^main/routing/', ['^main/core/', PORTS]),
    only('metering', '^main/metering/', ['^main/core/', PORTS]),
    only('http', '^main/http/', [
      '^main/core/',
      '^main/routing/',
      '^main/metering/',
      '^main/compression/',
      '^main/services/',
      PORTS,
    ]),
    only('services', '^main/services/', [
      '^main/core/',
      '^contract/',
      PORTS,
      '^main/routing/',
      '^main/metering/',
      '^main/providers/',
    ]),
    only('platform', '^main/platform/', ['^main/core/']),
    only('simulator', '^main/simulator/', []),
    only('desktop', '^main/desktop/', ['^contract/', '^main/services/', PORTS]),
    only('preload', '^preload/', ['^contract/']),
    only('renderer', '^renderer/', ['^contract/']),
    {
      name: 'electron-only-in-desktop',
      severity: 'error',
      from: { path: '^(main|contract|renderer)/', pathNot: '^main/(desktop/|index\\.ts$)' },
      to: { path: '^electron$|node_modules/electron/' },
    },
    {
      name: 'product-never-imports-tests',
      severity: 'error',
      from: { path: '^(main|contract|preload|renderer)/' },
      to: { path: '^(test|build)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
