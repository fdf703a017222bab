import { referencesResolve } from "../../../src/checks/stack/references-resolve";
import { onlyIn, testCheck } from "../../helpers/broken";

testCheck(referencesResolve, {
  "careflowai-prod": [
    [
      "an expression that refers to nothing",
      (json) => (onlyIn(json, "aws_lb_listener").load_balancer_arn = "${aws_lb.Missing.arn}"),
      "aws_lb_listener.~ refers to aws_lb.Missing, which does not exist",
    ],
    [
      "a reference to nothing inside a policy in JSON",
      (json) =>
        (onlyIn(json, "aws_s3_bucket_policy").policy.Statement[0].Resource = [
          "${aws_s3_bucket.Missing.arn}/*",
        ]),
      "aws_s3_bucket_policy.~ refers to aws_s3_bucket.Missing, which does not exist",
    ],
  ],
  "careflowai-dev": [
    [
      "a depends_on that names nothing",
      (json) => (onlyIn(json, "aws_eip").depends_on = ["aws_internet_gateway.Missing"]),
      "aws_eip.~ refers to aws_internet_gateway.Missing, which does not exist",
    ],
  ],
  "careflowai-state": [
    [
      "an output that refers to nothing",
      (json) => (json.output.state_bucket.value = "${data.aws_s3_bucket.Missing.bucket}"),
      "output refers to data.aws_s3_bucket.Missing, which does not exist",
    ],
  ],
});
