import type { Check } from "./check";
import { unless } from "./check";
import { nested, text } from "../synthesized/synthesized-stack";

/** The root device of Ubuntu's images. */
const ROOT_DEVICE = "/dev/sda1";

/** Pitfall 2.3-12: under another name the volume becomes a second disk, and the root keeps the image's few GiB. */
export const rootDeviceIsTheImages: Check = {
  id: "2.3-12",
  rule: "A launch template sizes the image's own root device, once, and encrypts every volume.",
  findings: (stack) =>
    stack.resources("aws_launch_template").flatMap(({ address, body }) => {
      const mappings = nested(body, "block_device_mappings");
      const roots = mappings.filter(({ device_name }) => device_name === ROOT_DEVICE);
      return [
        ...unless(
          roots.length === 1,
          `${address} maps ${ROOT_DEVICE}, the image's root device, ${String(roots.length)} times`,
        ),
        ...mappings.flatMap((mapping) =>
          unless(
            // The launch template's schema has it as a string.
            nested(mapping, "ebs").every(({ encrypted }) => text(encrypted) === "true"),
            `${address} does not encrypt ${text(mapping.device_name)}`,
          ),
        ),
      ];
    }),
};
