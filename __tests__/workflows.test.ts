import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { parse } from "yaml";
import { PERMISSIONS } from "../src/account/permissions";
import { config } from "../src/config/config";
import { permissionsOf } from "../src/synthesized/policy-documents";
import { only } from "./helpers/blocks";
import { hardenedStack } from "./helpers/broken";

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly uses?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly with?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

const FOLDER = ".github/workflows";
const SETUP = ".github/actions/setup/action.yml";
const files = [...readdirSync(FOLDER).map((name) => join(FOLDER, name)), SETUP];
const texts = files.map((path) => ({ path, text: readFileSync(path, "utf8") }));
const yamlOf = (path: string) => parse(readFileSync(path, "utf8"));
const workflow = (name: string): Workflow => yamlOf(join(FOLDER, `${name}.yml`));

const setupSteps: Step[] = yamlOf(SETUP).runs.steps;
const workflows = readdirSync(FOLDER).map((file): Workflow & { file: string } => ({
  file,
  ...yamlOf(join(FOLDER, file)),
}));
const jobs = workflows.flatMap(({ file, on, jobs }) =>
  Object.entries(jobs).map(([id, job]) => ({ name: `${file} ${id}`, on, job })),
);
/** A job's steps, those of the composite action included. */
const stepsOf = ({ steps = [] }: Job) =>
  steps.flatMap((step) => (step.uses === "./.github/actions/setup" ? setupSteps : [step]));
const runsOf = (job: Job) => stepsOf(job).flatMap(({ run }) => run ?? []);
const ofJobs = (test: (job: Job) => boolean) => jobs.filter(({ job }) => test(job)).map(({ name }) => name);
const usesAction = (action: string) => (job: Job) =>
  stepsOf(job).some(({ uses }) => uses?.startsWith(`${action}@`));
const job = (file: string, id: string): Job => workflow(file).jobs[id] ?? {};
const stepOf = (file: string, id: string, test: (step: Step) => boolean): Step =>
  job(file, id).steps?.find(test) ?? {};

describe("actions", () => {
  const uses = texts.flatMap(({ path, text }) =>
    [...text.matchAll(/uses: (?!\.\/)(.*)$/gm)].map(([, action = ""]) => ({ path, action })),
  );

  test("every action is pinned by its full digest, with the version in a comment", () => {
    expect(uses.length).toBeGreaterThan(10);
    expect(
      uses.filter(({ action }) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action)),
    ).toEqual([]);
  });

  test("an action has one digest, so that Dependabot updates it everywhere", () => {
    const names = new Set(uses.map(({ action }) => action.split("@")[0]));
    expect(new Set(uses.map(({ action }) => action)).size).toBe(names.size);
  });

  test("no checkout leaves its credentials behind", () => {
    const checkouts = jobs
      .flatMap(({ job }) => stepsOf(job))
      .filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.length).toBeGreaterThan(5);
    expect(checkouts.filter((step) => step.with?.["persist-credentials"] !== false)).toEqual([]);
  });
});

describe("permissions", () => {
  test("a workflow gives none, and every job lists its own", () => {
    expect(workflows.filter(({ permissions }) => JSON.stringify(permissions) !== "{}")).toEqual([]);
    expect(ofJobs(({ permissions }) => permissions === undefined)).toEqual([]);
  });

  test.each([
    ["pull-requests", ["plan.yml comment"]],
    ["issues", ["drift.yml issue"]],
    [
      "id-token",
      ["deploy-environment.yml plan", "deploy-environment.yml apply"]
        .concat(["deploy.yml dev", "deploy.yml staging", "deploy.yml prod"])
        .concat(["drift.yml plan", "plan.yml plan"]),
    ],
  ])("%s is written by no other jobs than %j", (permission, names) => {
    expect(ofJobs(({ permissions }) => permissions?.[permission] === "write")).toEqual(names);
  });

  test("nothing else is written", () => {
    expect(
      jobs
        .flatMap(({ job }) => Object.entries(job.permissions ?? {}))
        .filter(
          ([name, access]) => access !== "read" && !["id-token", "issues", "pull-requests"].includes(name),
        ),
    ).toEqual([]);
  });

  const mints = (job: Job) => job.permissions?.["id-token"] === "write";

  test("a job that may mint a token assumes a role, or calls a workflow whose jobs do", () => {
    const assumes = usesAction("aws-actions/configure-aws-credentials");
    expect(ofJobs((job) => job.uses === undefined && mints(job) !== assumes(job))).toEqual([]);
    expect(ofJobs((job) => job.uses !== undefined && !mints(job))).toEqual([]);
  });

  test("a job that may mint a token runs no install scripts", () => {
    const installs = (job: Job) =>
      runsOf(job).filter((run) => /\bnpm (?:ci|cit|i|install)\b|\bnpx\b|\bpip\b/.test(run));
    expect(
      jobs.filter(({ job }) => mints(job) && job.uses === undefined).map(({ job }) => installs(job)),
    ).toEqual(Array(4).fill(["npm ci --ignore-scripts"]));
    expect(installs(job("check", "check"))).toEqual(["npm ci"]);
  });

  test("forks and Dependabot get no plan, and no workflow runs a fork's code with the base's rights", () => {
    expect(workflows.filter(({ on }) => "pull_request_target" in on || "workflow_run" in on)).toEqual([]);
    const onPullRequests = jobs.filter(({ on, job }) => "pull_request" in on && mints(job));
    expect(onPullRequests.map(({ name }) => name)).toEqual(["plan.yml plan"]);
    expect(job("plan", "plan").if?.trim().split(" && ")).toEqual([
      "vars.AWS_ACCOUNT_ID != ''",
      "github.event.pull_request.head.repo.full_name == github.repository",
      "github.event.pull_request.user.login != 'dependabot[bot]'",
    ]);
  });

  test("no workflow reads a secret", () => {
    expect(texts.filter(({ text }) => text.includes("secrets."))).toEqual([]);
  });
});

describe("commands", () => {
  const { scripts } = yamlOf("package.json");
  const commands = texts.flatMap(({ text }) =>
    [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = ""]) => name),
  );

  test("every npm script exists", () => {
    expect([...new Set(commands)].sort()).toEqual(["apply", "check", "plan", "synth"]);
    expect(commands.filter((name) => !(name in scripts))).toEqual([]);
  });

  test("pull requests run each step of .ci/run once", () => {
    const steps = (text: string) =>
      [...text.matchAll(/npm run check|\.ci\/(?!run\b|matrix\b|saved-plan\b)[a-z]+/g)]
        .map(([step]) => step)
        .sort();
    const inRun = steps(readFileSync(".ci/run", "utf8").replace(/^#.*$/gm, ""));
    expect(inRun.length).toBeGreaterThan(4);
    expect(steps(Object.values(workflow("check").jobs).flatMap(runsOf).join("\n"))).toEqual(inRun);
  });

  test("pull requests run on the versions of Node.js in .ci/matrix, which include the oldest and the one in .nvmrc", () => {
    const { node = [] } = job("check", "check").strategy?.matrix ?? {};
    const [, versions = ""] = /set -- (.*)$/m.exec(readFileSync(".ci/matrix", "utf8")) ?? [];
    expect(node).toEqual(versions.split(" "));
    expect(node).toContain(readFileSync(".nvmrc", "utf8").trim());
    expect(yamlOf("package.json").engines.node).toMatch(new RegExp(`^\\^${node[0] ?? ""}\\.`));
  });
});

describe("environments", () => {
  const environments = Object.keys(config.environments);
  const deploys = Object.entries(workflow("deploy").jobs);

  test("every environment of the configuration is deployed; it and the account are planned and searched for drift", () => {
    const plan = stepOf("plan", "plan", ({ run }) => run?.startsWith("npm run plan") === true).run ?? "";
    const [, planned = ""] = /^npm run plan -- (.*) --no-lock --markdown/.exec(plan) ?? [];
    const workflowNames = {
      "plan.yml": planned.split(" "),
      "deploy.yml": deploys.map(([id]) => id),
      "drift.yml": job("drift", "plan").strategy?.matrix.environment,
    };
    expect(workflowNames).toEqual({
      "plan.yml": [...environments, "account"],
      "deploy.yml": environments,
      "drift.yml": [...environments, "account"],
    });
  });

  test("the role that plans may refresh everything in the account's stack", () => {
    const account = hardenedStack("careflowai-account");
    const role = only(account, IamRole, { name: "careflowai-ci-plan" });
    const allowed = permissionsOf(account, role)
      .filter((statement) => statement.allows)
      .flatMap(({ actions }) => actions);
    const needed = account.resources().flatMap(({ type }) => PERMISSIONS[type]?.read ?? []);
    expect(needed.length).toBeGreaterThan(100);
    expect(needed.filter((action) => !allowed.includes(action))).toEqual([]);
  });

  test("each is deployed by the same workflow, after the one before", () => {
    expect(deploys.map(([, { needs }]) => needs)).toEqual([
      undefined,
      ...deploys.map(([id]) => id).slice(0, -1),
    ]);
    expect(deploys.map(([, job]) => [job.uses, job.with])).toEqual(
      deploys.map(([id]) => [
        "./.github/workflows/deploy-environment.yml",
        { environment: id, accept: "${{ inputs.accept }}" },
      ]),
    );
    expect(workflow("deploy").on.push).toEqual({ branches: ["main"] });
    expect(deploys[0]?.[1].if).toBe("vars.AWS_ACCOUNT_ID != '' && github.ref == 'refs/heads/main'");
  });

  test("only the job that applies is in the GitHub environment, and has the environment's role", () => {
    expect(ofJobs(({ environment }) => environment !== undefined)).toEqual(["deploy-environment.yml apply"]);
    const { environment, needs, steps = [] } = job("deploy-environment", "apply");
    expect([environment, needs]).toEqual(["${{ inputs.environment }}", "plan"]);
    const roles = jobs.flatMap(({ name, job }) =>
      stepsOf(job).flatMap((step) => {
        const role = step.with?.["role-to-assume"];
        return role === undefined ? [] : [[name, String(role).split("/").at(-1)]];
      }),
    );
    expect(roles).toEqual([
      ["deploy-environment.yml plan", "careflowai-ci-plan"],
      ["deploy-environment.yml apply", "careflowai-ci-deploy-${{ inputs.environment }}"],
      ["drift.yml plan", "careflowai-ci-plan"],
      ["plan.yml plan", "careflowai-ci-plan"],
    ]);
    // Nothing plans again between the approval and the apply.
    expect(steps.flatMap(({ run }) => run ?? []).join("\n")).not.toContain("npm run plan");
  });
});

test("a deployment is never canceled, and plans of a pull request are", () => {
  expect(Object.fromEntries(workflows.map(({ file, concurrency }) => [file, concurrency]))).toEqual({
    "check.yml": { group: "check-${{ github.event.pull_request.number }}", "cancel-in-progress": true },
    // Its jobs call the next, which has a group per environment.
    "deploy.yml": undefined,
    "deploy-environment.yml": { group: "deploy-${{ inputs.environment }}", "cancel-in-progress": false },
    "drift.yml": { group: "drift", "cancel-in-progress": false },
    "plan.yml": { group: "plan-${{ github.event.pull_request.number }}", "cancel-in-progress": true },
  });
  expect(job("deploy-environment", "apply")).not.toHaveProperty("timeout-minutes");
});

test("Dependabot updates packages, actions and Python packages, after they have aged", () => {
  const { updates }: { updates: Record<string, unknown>[] } = yamlOf(".github/dependabot.yml");
  expect(
    updates.map((update) => [update["package-ecosystem"], update.directory ?? update.directories]),
  ).toEqual([
    ["npm", "/"],
    ["github-actions", ["/", "/.github/actions/*"]],
    ["pip", ["/.ci", "/src/ops/rehearse"]],
  ]);
  expect(updates.map(({ cooldown }) => cooldown)).toEqual(Array(3).fill({ "default-days": 7 }));
});

describe("shell code, with stubs in place of npm, gh and aws", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "careflowai-"));
    mkdirSync(join(folder, "bin"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  /** A command that logs its arguments to calls.txt, one call a line, and then runs the code. */
  const stub = (name: string, code: string) => {
    write(`bin/${name}`, `#!/bin/bash\necho "${name} $*" >>calls.txt\n${code}\n`);
    chmodSync(join(folder, "bin", name), 0o755);
  };
  const calls = () => read("calls.txt").trimEnd().split("\n");
  const bash = (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const { status, stdout, stderr } = spawnSync("bash", args, {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: `${join(folder, "bin")}:${process.env.PATH ?? ""}`, ...env },
    });
    return { status, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
  };
  /** Runs a step as GitHub does. */
  const runStep = ({ run = "exit 9" }: Step, env: Readonly<Record<string, string>> = {}) =>
    bash(["-e", "-c", run], { GITHUB_OUTPUT: "output.txt", GITHUB_STEP_SUMMARY: "summary.txt", ...env });

  describe.each([
    ["plan", "plan", (step: Step) => step.run?.startsWith("npm run plan") === true],
    ["drift", "plan", ({ id }: Step) => id === "plan"],
    ["deploy-environment", "plan", ({ id }: Step) => id === "plan"],
  ])("the step of %s.yml that plans", (file, id, isPlan) => {
    test.each([
      [0, true],
      [1, false],
      [2, true],
      [3, true],
      [137, false],
    ])("with exit code %d, succeeds: %s", (code, succeeds) => {
      stub("npm", `echo review >review.md; exit ${String(code)}`);
      expect(runStep(stepOf(file, id, isPlan), { ENVIRONMENT: "dev" }).status === 0).toBe(succeeds);
      if (succeeds && file !== "plan") {
        expect([read("output.txt"), read("summary.txt")]).toEqual([`status=${String(code)}\n`, "review\n"]);
      }
    });
  });

  test("plans take no lock, because the plan role may not write it; an apply waits for it", () => {
    for (const [file, id] of [
      ["plan", "plan"],
      ["drift", "plan"],
      ["deploy-environment", "plan"],
    ] as const) {
      const plan = stepOf(file, id, ({ run }) => run?.includes("npm run plan") === true);
      expect(plan.run).toMatch(/npm run plan -- .* --no-lock /);
    }
    expect(readFileSync(join(FOLDER, "deploy-environment.yml"), "utf8")).toContain(
      "TF_CLI_ARGS_apply: -lock-timeout=10m",
    );
  });

  test.each([
    ["", "npm run apply -- prod"],
    ["prod:aws_vpc.Network", "npm run apply -- prod --accept=aws_vpc.Network"],
    [
      'prod:aws_eip.Nat["a:*"] staging:aws_lb.Alb prod:aws_vpc.Network',
      'npm run apply -- prod --accept=aws_eip.Nat["a:*"] --accept=aws_vpc.Network',
    ],
    ["staging:aws_lb.Alb", "npm run apply -- prod"],
  ])("of %j, the addresses of the environment are accepted", (accept, call) => {
    stub("npm", "");
    const apply = stepOf("deploy-environment", "apply", ({ run }) => run?.includes("npm run apply") === true);
    expect(runStep(apply, { ENVIRONMENT: "prod", ACCEPT: accept }).status).toBe(0);
    expect(calls()).toEqual([call]);
  });

  describe("the deployed commit", () => {
    const node = (commitOid: string, state: string) => ({ commitOid, state });
    test.each([
      [
        "the last one that was deployed",
        [node("c", "WAITING"), node("b", "ACTIVE"), node("a", "INACTIVE")],
        "b",
      ],
      ["not one that failed", [node("b", "FAILURE"), node("a", "ACTIVE")], "a"],
      ["main's, if people deploy", [], "m"],
    ])("is %s", (_, nodes, commit) => {
      const answer = JSON.stringify({ data: { repository: { deployments: { nodes } } } });
      stub("gh", `while [ $# -gt 1 ]; do shift; done; echo '${answer}' | jq --raw-output "$1"`);
      const { status } = runStep(
        stepOf("drift", "plan", ({ id }) => id === "deployed"),
        {
          ENVIRONMENT: "prod",
          GITHUB_REPOSITORY: "my-company/infrastructure",
          GITHUB_REPOSITORY_OWNER: "my-company",
          GITHUB_SHA: "m",
        },
      );
      expect([status, read("output.txt")]).toEqual([0, `commit=${commit}\n`]);
    });
  });

  describe("the issue about drift", () => {
    const RUN = "https://github.com/my-company/infrastructure/actions/runs/7";
    const step = stepOf("drift", "issue", ({ run }) => run !== undefined);
    /** The calls that change an issue. */
    const issue = (open: string, plans = "success") => {
      stub("gh", `[ "$1 $2" != "issue list" ] || echo "${open}"`);
      const { status } = runStep(step, {
        GITHUB_REPOSITORY: "my-company/infrastructure",
        GITHUB_RUN_ID: "7",
        GITHUB_SERVER_URL: "https://github.com",
        PLANS: plans,
      });
      expect(status).toBe(0);
      return calls().filter((call) => !/^gh (?:label create|issue list) /.test(call));
    };

    test("is opened with the reviews of the environments that differ", () => {
      write("reviews/drift-dev/review.md", "dev differs\n");
      write("reviews/drift-prod/review.md", "prod differs\n");
      expect(issue("")).toEqual([
        "gh issue create --label drift --title AWS differs from what was deployed --body-file body.md",
      ]);
      expect(read("body.md")).toBe(`Found by ${RUN}.\n\ndev differs\nprod differs\n`);
    });

    test("is updated while it is open", () => {
      write("reviews/drift-dev/review.md", "dev differs\n");
      expect(issue("12", "failure")).toEqual(["gh issue edit 12 --body-file body.md"]);
    });

    test("leads to the reviews if they are too long", () => {
      write("reviews/drift-dev/review.md", "x".repeat(65_536));
      issue("");
      expect(read("body.md")).toBe(`The reviews are in the summary of ${RUN}.\n`);
    });

    test("is closed when nothing differs", () => {
      expect(issue("12")).toEqual([`gh issue close 12 --comment Every stack is as it was deployed: ${RUN}.`]);
    });

    test("stays open if a plan failed", () => {
      expect(issue("12", "failure")).toEqual([]);
    });

    test("is not opened when nothing differs", () => {
      expect(issue("")).toEqual([]);
    });
  });

  describe(".ci/saved-plan", () => {
    const PLAN = "cdktf.out/plans/careflowai-prod/reviewed.tfplan";
    beforeEach(() => {
      mkdirSync(join(folder, ".ci"));
      cpSync(".ci/saved-plan", join(folder, ".ci/saved-plan"));
      const s3 = { bucket: "states", key: "prod/terraform.tfstate", region: "eu-west-1" };
      write(
        "cdktf.out/stacks/careflowai-prod/cdk.tf.json",
        JSON.stringify({ terraform: { backend: { s3 } } }),
      );
      write(PLAN, "the plan");
      // aws s3 cp ... FROM TO, with a file in place of the bucket.
      stub(
        "aws",
        'file() { echo "${1/s3:\\/\\/states\\/prod\\//bucket.}"; }; cp "$(file "${@: -2:1}")" "$(file "${@: -1}")"',
      );
    });
    const savedPlan = (...args: string[]) => bash([".ci/saved-plan", ...args]);
    const put = () => {
      const digest = savedPlan("put", "prod").stdout;
      rmSync(join(folder, "cdktf.out/plans"), { recursive: true });
      return digest;
    };

    test("brings back exactly the plan that it stored, from next to the state", () => {
      const digest = put();
      expect(digest).toMatch(/^[0-9a-f]{64}$/);
      expect(savedPlan("get", "prod", digest)).toEqual({ status: 0, stdout: "", stderr: "" });
      expect(read(PLAN)).toBe("the plan");
      expect(calls()[0]).toMatch(
        /^aws s3 cp --only-show-errors --region eu-west-1 \S+ s3:\/\/states\/prod\/terraform\.tfstate\.tfplan$/,
      );
    });

    test("refuses another plan, and restores nothing", () => {
      const digest = put();
      write(PLAN, "another plan");
      const other = put();
      expect(savedPlan("get", "prod", digest)).toEqual({
        status: 1,
        stdout: "",
        stderr: `s3://states/prod/terraform.tfstate.tfplan: digest ${other}. Allowed: ${digest}, of the reviewed plan. To fix: run the workflow again for a new plan.`,
      });
      expect(() => read(PLAN)).toThrow("ENOENT");
    });

    test("refuses an unknown command", () => {
      expect(savedPlan("copy", "prod")).toEqual({
        status: 1,
        stdout: "",
        stderr: "command: copy. Allowed: put, get. To fix: see the comment in .ci/saved-plan.",
      });
    });

    test("stores nothing without a plan", () => {
      rmSync(join(folder, "cdktf.out/plans"), { recursive: true });
      const { status, stdout } = savedPlan("put", "prod");
      expect([status === 0, stdout]).toEqual([false, ""]);
    });
  });
});
