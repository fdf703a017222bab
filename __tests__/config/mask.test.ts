import { holdsSecret, mask } from "../../src/config/mask";

test.each([
  ['"https://user:token@git.example.org/a.git"', '"https://***@git.example.org/a.git"'],
  ['"ssh://git@git.example.org/a.git"', '"ssh://***@git.example.org/a.git"'],
  [
    '["https://a:b@x.org","https://c@y.org/?access_token=abc&x=1"]',
    '["https://***@x.org","https://***@y.org/?access_token=***&x=1"]',
  ],
  ['"https://x.org/?x=1&api-key=abc#y"', '"https://x.org/?x=1&api-key=***"'],
  ['{"user":"a","password":"b","accessToken":"c"}', '{"user":"a","password":"***","accessToken":"***"}'],
  ['"ghp_0123456789abcdef"', '"***"'],
  ['"github_pat_0123_abc"', '"***"'],
  ['"/careflowai/glpat-abc/token"', '"/careflowai/***/token"'],
  ["MONGODB_PASSWORD='hunter2hunter2'", "MONGODB_PASSWORD='***'"],
  ["GEMINI_API_KEY=abcdef0123", "GEMINI_API_KEY=***"],
  ["AKIAIOSFODNN7EXAMPLE", "***"],
  [`AIza${"0".repeat(35)}`, "***"],
  // The credentials of a URL, however it is written.
  ['"http://user:pa/ss@x.org/a"', '"http://***@x.org/a"'],
  ['"https://user:p@ss/word@x.org/a"', '"https://***@x.org/a"'],
  ['"//user:pass word@x.org/a"', '"//***@x.org/a"'],
  ['"user:pass@x.org/a"', '"***@x.org/a"'],
  [
    '{"repository":"https:// me:pw \\"word@x.org/a","ref":"v1"}',
    '{"repository":"https://***@x.org/a","ref":"v1"}',
  ],
  ['{"repository":"me@x.org/a?pat=abc#d"}', '{"repository":"***@x.org/a?***"}'],
  ['{"repository":"https://x.org/a#abc"}', '{"repository":"https://x.org/a#***"}'],
  ["-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END", "-----BEGIN RSA PRIVATE KEY-----***-----END"],
])("%s is printed as %s", (text, printed) => {
  expect(mask(text)).toBe(printed);
});

test.each([
  '"https://git.example.org/team/backend.git"',
  '"git@git.example.org:team/backend.git"',
  '["name@example.org"]',
  '{"tokenParameter":"/careflowai/prod/token"}',
  '"arn:aws:acm:us-east-1:111122223333:certificate/0123"',
  "TOKEN_PARAMETER='/careflowai/prod/token'",
  '"https://x.org:8443/a@b"',
  '{"repository":"https://x.org:8443/team/backend.git"}',
  "See https://x.org: write to a@b.org.",
  'token=$(curl --silent "$url")',
])("%s is printed as it is", (text) => {
  expect(mask(text)).toBe(text);
});

test.each([
  ["https://user:token@git.example.org/a.git", true],
  ["https://git.example.org/?access_token=abc", true],
  ["ssh://git@git.example.org/a.git", false],
  ["https://git.example.org/a.git", false],
  ['{"image":"registry:5000/team@sha256:0123"}', false],
])("%s holds a secret: %j", (text, expected) => {
  expect(holdsSecret(text)).toBe(expected);
});
