/**
 * Preloaded by `node --require`: runs TypeScript, and leaves out what nobody needs of what else is loaded (decision 33).
 */
const { enableCompileCache } = require("node:module");

// From Node.js 22.8 on: compiled code is kept in the system's folder for temporary files.
enableCompileCache?.();

// tsx, for TypeScript alone. It would search each file of node_modules for ES module syntax and have its source map read,
// which together with the thread that `--import tsx` starts takes a third of a synth.
const { ".js": loadJavaScript } = require.extensions;
require("tsx/cjs");
require.extensions[".js"] = (module, filename) => {
  // Maps are read when a file is compiled, and applied when an error is shown.
  process.setSourceMapsEnabled(false);
  try {
    loadJavaScript(module, filename);
  } finally {
    process.setSourceMapsEnabled(true);
  }
};

// CDKTF loads archiver, half of its own loading, and archives assets by it in a process of its own: not needed here.
const cdktf = require.resolve("cdktf");
require.cache[require.resolve("archiver", { paths: [cdktf] })] = { exports: undefined };
