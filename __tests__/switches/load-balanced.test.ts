import { CACHED_PATHS_REFUSAL, caseOf } from "./cases";
import { describeSwitches, refusal } from "./suite";

describeSwitches("load-balanced");

test.each([
  { posture: "documented", "cached paths": "some" },
  { posture: "documented", routing: "cross-origin", "cached paths": "some" },
  { posture: "hardened", routing: "cross-origin", "cached paths": "some" },
])("%j is refused", (labels) => {
  expect(refusal(caseOf("load-balanced", labels))).toMatch(
    `frontend.cachedPaths: ["/api/reference/*","/api/news"]. ${CACHED_PATHS_REFUSAL}`,
  );
});
