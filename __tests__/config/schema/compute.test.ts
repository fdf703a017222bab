import fc from "fast-check";
import {
  OFF_HOURS,
  RANGE,
  REF,
  RETENTION,
  TIME,
  line,
  problemsOf,
  testFields,
  testNumbers,
  testRefusals,
} from "../../helpers/config-cases";
import { configSetting } from "../../helpers/config";

const PATH_FIX = "To fix: write a path inside the repository with letters, digits, '.', '_', '-' and '/'.";
const NOT_TIMES = ["24:00", "7:00", "07:60", "07:0", "7", "07:00:00", "07:00 ", "07.00", "19:30\n", "", 1930];

const TYPE = "Allowed: an x86_64 EC2 instance type, such as t2.micro.";

testFields([
  {
    path: "environments.prod.backend.directory",
    good: [".", "services/api", "a..b"],
    bad: ["..", "../x", "a/../b", "a/..", "/etc", "", "a b", "-x", "$(x)", "a;b"],
    advice: `Allowed: a relative directory without "..". ${PATH_FIX}`,
  },
  {
    path: "environments.prod.backend.requirementsFile",
    good: ["requirements.txt", "deploy/requirements-prod.txt"],
    bad: ["../requirements.txt", "/requirements.txt", "-r", "a\nb"],
    advice: `Allowed: a relative file path without "..". ${PATH_FIX}`,
  },
  {
    path: "environments.prod.backend.application",
    good: ["main:app", "app.main:app", "a.b_c.d:create_app"],
    bad: ["app.main", "app/main:app", "app.main:app()", "1a:app", "app:main:x", "app.main:app --reload", ""],
    advice:
      "Allowed: module and attribute of an ASGI application, such as app.main:app. To fix: write the module's dotted path, a colon and the attribute.",
  },
  {
    path: "environments.prod.backend.healthCheckPath",
    good: ["/", "/health", "/v1/live~z"],
    bad: ["health", "/health?x=1", "/a b", "", `/${"a".repeat(1024)}`],
    advice:
      "Allowed: a path that begins with '/', without query. To fix: use /health, or a liveness path of your application.",
  },
  {
    path: "environments.prod.backend.tokenParameter",
    good: ["/careflowai/prod/deploy/token", "/careflowai/prod/a/b/token"],
    bad: [
      "/careflowai/prod/token",
      "careflowai/prod/token",
      "/careflowai/prod",
      "/other/prod/token",
      "/careflowai/prod/",
      "/careflowai/*/x",
    ],
    advice:
      "Allowed: the name of a Parameter Store parameter in a folder below the environment's path. To fix: write it like /careflowai/prod/deploy/token; the application receives the parameters directly below the path, and the instance may read no other path.",
  },
  {
    path: "environments.prod.backend.allowSourceBuilds",
    good: [true, false],
    bad: ["yes", 1],
    advice: "Allowed: true or false. To fix: write it without quotes.",
  },
  {
    path: "environments.prod.backend.instanceMetadata",
    good: ["denied", "allowed"],
    bad: [false, "Denied"],
    advice: "Allowed: denied, allowed. To fix: choose one of them.",
    nearest: { Denied: "denied" },
  },
  {
    path: "environments.prod.backend.logRetentionDays",
    good: [1, 30, 3653],
    bad: [0, 2, 31, 3654, "30"],
    advice: RETENTION,
    nearest: { "30": "30" },
  },
  {
    path: "environments.prod.instance.type",
    good: ["t2.micro", "t3.2xlarge", "c7i-flex.large", "g5.xlarge", "m7i.metal-24xl", "u-6tb1.metal"],
    bad: [
      ...["micro", "t3micro", "T2.micro", "t2.micro.x", "t2.micro\n", "", 5],
      ...["t9.micro", "m5.micro", "t3.4xlarge", "t2.huge", "m1.small", "t1.micro", "mac1.metal"],
    ],
    advice: `${TYPE} To fix: choose one that \`aws ec2 describe-instance-types\` lists for x86_64 and HVM; add a newer family to src/config/instance-types.ts.`,
  },
  {
    path: "environments.dev.instance.type",
    good: ["gr6.4xlarge"],
    bad: ["t4g.micro", "c7gd.large", "a1.medium", "m6g.metal", "im4gn.large", "x2gd.large", "hpc7g.4xlarge"],
    advice: `${TYPE} To fix: choose a type without a Graviton processor; the AMI is for amd64.`,
  },
  {
    path: "environments.prod.instance.cpuCredits",
    good: ["standard", "unlimited"],
    bad: ["none"],
    advice: "Allowed: standard, unlimited. To fix: choose one of them.",
  },
  {
    path: "environments.prod.instance.rootVolumeType",
    good: ["gp3", "gp2"],
    bad: ["io2"],
    advice: "Allowed: gp3, gp2. To fix: choose one of them.",
  },
  {
    path: "environments.prod.instance.amiId",
    good: ["ami-0123456789abcdef0", "ami-01234567"],
    bad: [
      "ami-",
      "ami-0123456789abcdef",
      "ami-0123456789ABCDEF0",
      "0123456789abcdef0",
      "ami-01234567\n",
      "",
      5,
    ],
    advice:
      "Allowed: an AMI id, such as ami-0123456789abcdef0. To fix: take it from `aws ec2 describe-images`, or leave the field out.",
  },
  {
    path: "environments.prod.offHours.stopTime",
    section: OFF_HOURS,
    good: ["00:00", "19:30", "23:59"],
    bad: [...NOT_TIMES, undefined],
    advice: TIME,
  },
  {
    path: "environments.dev.offHours.startTime",
    section: OFF_HOURS,
    good: ["00:00", "09:05"],
    bad: [...NOT_TIMES, undefined],
    advice: TIME,
  },
  {
    path: "environments.prod.offHours.timeZone",
    section: OFF_HOURS,
    good: [
      "America/New_York",
      "Europe/Zurich",
      "America/Argentina/Buenos_Aires",
      "America/Port-au-Prince",
      "UTC",
    ],
    // The last ones are taken by Intl, and not by AWS.
    bad: ["New York", "Mars/Olympus", "", 5, undefined, "america/new_york", "utc", "+01:00"],
    advice: "Allowed: an IANA time zone, such as America/New_York. To fix: use a name of the tz database.",
  },
  {
    path: "environments.prod.offHours.weekdays",
    section: OFF_HOURS,
    good: [["SUN"], ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]],
    bad: [[]],
    advice:
      "Allowed: at least one value. To fix: correct the value, or remove the field where it has a default.",
  },
  {
    path: "environments.dev.instance.availabilityZone",
    good: ["us-east-1a", "us-east-1b"],
    bad: ["us-east-1", "a", "use1-az1"],
    advice:
      "Allowed: availability zone names, such as us-east-1a. To fix: use a name that `aws ec2 describe-availability-zones` lists.",
  },
]);

testNumbers([
  ["environments.prod.backend.workers", 1, 32, RANGE],
  ["environments.prod.instance.rootVolumeSizeGiB", 8, 16384, "choose at least the AMI's 8 GiB"],
  ["environments.prod.autoScaling.minSize", 1, 100, RANGE],
  ["environments.prod.autoScaling.maxSize", 1, 100, RANGE],
  ["environments.prod.autoScaling.desiredCapacity", 1, 100, RANGE],
  ["environments.prod.autoScaling.targetCpuUtilizationPercent", 1, 100, RANGE],
  ["environments.prod.autoScaling.targetRequestsPerTargetPerMinute", 1, 1_000_000, RANGE],
  ["environments.prod.autoScaling.healthCheckGracePeriodSeconds", 300, 7200, RANGE],
  ["environments.prod.autoScaling.maxInstanceLifetimeDays", 0, 365, "choose 1 to 365, or 0 for no limit"],
]);

testRefusals([
  [
    "a repeated weekday",
    ({ environments }) => (environments.prod.offHours = { ...OFF_HOURS, weekdays: ["MON", "MON"] }),
    'environments.prod.offHours.weekdays: ["MON","MON"]. Allowed: each weekday once. To fix: remove the repetition.',
  ],
  [
    "weekdays that do not exist",
    ({ environments }) => (environments.prod.offHours = { ...OFF_HOURS, weekdays: ["MON", "Tuesday", 3] }),
    'environments.prod.offHours.weekdays[1]: "Tuesday". Allowed: MON, TUE, WED, THU, FRI, SAT, SUN. To fix: choose one of them.',
    "environments.prod.offHours.weekdays[2]: 3. Allowed: MON, TUE, WED, THU, FRI, SAT, SUN. To fix: choose one of them.",
  ],
]);

describe("a git reference, which reaches a shell", () => {
  const path = "environments.prod.backend.ref";

  test.each([
    ...["$(x)", "`x`", "${x}", "a;b", "a|b", "a&b", "a>b", "a b", " a", "a ", "a\tb", "a\nb", "a\n", ""],
    ...[
      "'a'",
      '"a"',
      "a\\b",
      "a\0b",
      "-x",
      "--upload-pack=x",
      "a..b",
      "..",
      "x.lock",
      "x.lock/y",
      "/a",
      "a/",
    ],
    ...[
      "a//b",
      ".a",
      "a/.b",
      "a.",
      "a~1",
      "a^",
      "a:b",
      "a?",
      "a*",
      "a[b",
      "a@{1}",
      "%{if}",
      "é",
      "a".repeat(201),
    ],
    ...["3f2a1bc", "0123abc", "0123456789abcdef0123456789abcdef0123456"],
  ])("refuses %j", (ref) => {
    expect(problemsOf(configSetting(path, ref))).toEqual([line(path, ref, REF)]);
  });

  test("refuses any other character, in any place", () => {
    const hostile = fc
      .string({ unit: "binary", minLength: 1, maxLength: 1 })
      .filter((character) => !/[\w./-]/.test(character));
    fc.assert(
      fc.property(
        fc.constantFrom("", "a", "release/v1"),
        hostile,
        fc.constantFrom("", "b", "1.0"),
        (...parts) => {
          const ref = parts.join("");
          expect(problemsOf(configSetting(path, ref))).toEqual([line(path, ref, REF)]);
        },
      ),
    );
  });

  test.each([
    "v1.0.0",
    "main",
    "a",
    "release/2026-01",
    "feature/x_y",
    "refs/tags/v1",
    "0".repeat(40),
    "a-",
    "_x",
    "20261125",
    "defaced",
    "3f2a1b",
    "release-3f2a1bc",
    "0123456789abcdef0123456789abcdef01234567",
  ])("accepts %j", (ref) => {
    expect(problemsOf(configSetting(path, ref))).toEqual([]);
  });
});

describe("a repository, which reaches a shell", () => {
  const path = "environments.prod.backend.repository";
  const advice =
    "Allowed: an https URL of a git repository without user name, query or spaces. To fix: write it like https://git.example.com/team/backend.git; a private repository takes tokenParameter.";

  test.each([
    "file:///etc",
    ...["http://git.example.org/team/backend.git", "git://git.example.org/team/backend.git", "ext::sh -c x"],
    "https://git.example.org/a b.git",
    ...[
      "https://git.example.org",
      "https://git.example.org/",
      "https://git.example.org/a/../b",
      "https:///a/b",
    ],
    ...[
      "https://git.example.org/$(x)",
      "https://git.example.org/`x`",
      "https://git.example.org/a;b",
      "https://-x/a",
    ],
    ...["https://git.example.org/a.git\n", "https://git.example.org/'a'", "https://git.example.org/-x", ""],
    ...["--upload-pack=x", "/srv/git/backend.git", undefined],
  ])("refuses %j", (repository) => {
    expect(problemsOf(configSetting(path, repository))).toEqual([line(path, repository, advice)]);
  });

  test.each([
    ["git@git.example.org:team/backend.git", "***@git.example.org:team/backend.git"],
    ["https://git.example.org/a.git?x=1", "https://git.example.org/a.git?***"],
    ["https://git.example.org/a.git#x", "https://git.example.org/a.git#***"],
    ["ssh://git@git.example.org/team/backend.git", "ssh://***@git.example.org/team/backend.git"],
    ["https://user:secret@git.example.org/team/backend.git", "https://***@git.example.org/team/backend.git"],
    ["https://token@git.example.org/team/backend.git", "https://***@git.example.org/team/backend.git"],
  ])("refuses %j without printing its credentials", (repository, printed) => {
    expect(problemsOf(configSetting(path, repository))).toEqual([line(path, printed, advice)]);
  });

  test.each([
    "https://git.example.org/backend",
    "https://git.example.org/team/sub-team/back_end.v2.git",
    "https://git.example.org:8443/team/backend.git",
    "https://git.example.org/_/x~1",
  ])("accepts %j", (repository) => {
    expect(problemsOf(configSetting(path, repository))).toEqual([]);
  });
});
