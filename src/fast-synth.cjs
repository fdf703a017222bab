/**
 * Everything that makes synth fast and that ordinary code would not do. It is preloaded by `node --require`, and
 * `src/app.ts` calls it. Each part says how much longer `npm run synth` takes without it; with all parts it takes 1.3 s
 * on Node.js 20 and two cores (decision 33).
 */
const { enableCompileCache } = require("node:module");
const { sep } = require("node:path");

/** TypeScript by tsx, without looking for ES module syntax and source maps in each file of node_modules: 0.5 s. */
function loadTypeScript() {
  const { ".js": loadJavaScript } = require.extensions;
  require("tsx/cjs");
  const { ".ts": compile } = require.extensions;
  require.extensions[".ts"] = (module, filename) => {
    try {
      compile(module, filename);
    } catch (error) {
      explainSyntaxErrors(error);
    }
  };
  require.extensions[".js"] = (module, filename) => {
    // Source maps are read when a file is compiled, and used when an error is printed: 0.3 s of the 0.5.
    process.setSourceMapsEnabled(false);
    try {
      loadJavaScript(module, filename);
    } finally {
      process.setSourceMapsEnabled(true);
    }
  };
}

/** Ends the process with the place of each syntax error, without the internals of the compiler (esbuild). */
function explainSyntaxErrors(error) {
  if (error.name !== "TransformError") throw error;
  const [, ...places] = error.message.split("\n");
  for (const place of places)
    console.error(
      `${place.replace(process.cwd() + sep, "").replace(": ERROR:", ":")}. To fix: correct the syntax there.`,
    );
  process.exit(1);
}

/** CDKTF without archiver, half of what it loads; it archives assets in a separate process: 0.2 s. */
function skipArchiver() {
  const cdktf = require.resolve("cdktf");
  require.cache[require.resolve("archiver", { paths: [cdktf] })] = { exports: undefined };
}

/** CDKTF without two kinds of work and without a deprecated function. Errors keep their own stack traces. */
function trimCdktf() {
  // The stack trace of each token, which names its line when the token cannot be resolved: 0.4 s.
  require("cdktf/lib/tokens/private/stack-trace").captureStackTrace = () => [];
  // A first resolution of all tokens, which finds references to other stacks: 0.15 s. There are none, as the check
  // references-resolve proves.
  require("cdktf").TerraformStack.prototype.prepareStack = () => undefined;
  // CDKTF's outputs call util.isArray, with a deprecation warning from Node.js 22 on (DEP0044). Node.js names the replacement.
  require("node:util").isArray = Array.isArray;
}

// Only while it is preloaded is no module the main one.
if (require.main === undefined) {
  // Compiled code is kept in the system's folder for temporary files, from Node.js 22.8 on: 0.1 s there.
  enableCompileCache?.();
  loadTypeScript();
  skipArchiver();
}

module.exports = { trimCdktf };
