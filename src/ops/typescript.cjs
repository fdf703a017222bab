/**
 * Preloaded by `node --require`: runs TypeScript by tsx, and leaves what stands in node_modules to Node.js. tsx would
 * search each of those files for ES module syntax and have its source map read, which together with the thread that
 * `--import tsx` starts takes a third of a synth (decision 33).
 */
const { enableCompileCache } = require("node:module");

// From Node.js 22.8 on: compiled code is kept in the system's folder for temporary files.
enableCompileCache?.();

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
