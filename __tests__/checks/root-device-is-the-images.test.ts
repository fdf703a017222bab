import { rootDeviceIsTheImages } from "../../src/checks/root-device-is-the-images";
import type { Mutable } from "../helpers/broken";
import { findingsAfter, findingsOnSound, onlyIn } from "../helpers/broken";

const afterMappings = (change: (mappings: Mutable) => void) =>
  findingsAfter(rootDeviceIsTheImages, "careflowai-prod", (json) => {
    change(onlyIn(json, "aws_launch_template").block_device_mappings);
  });

test("every template sizes the image's root device", () => {
  expect(findingsOnSound(rootDeviceIsTheImages)).toEqual([]);
});

test("a template that maps another device is found", () => {
  const findings = afterMappings((mappings) => {
    mappings[0].device_name = "/dev/xvda";
  });
  expect(findings).toEqual([
    expect.stringMatching(/^aws_launch_template\.\S+ maps \/dev\/sda1, the image's root device, 0 times$/),
  ]);
});

test("a template that maps the root device twice is found", () => {
  const findings = afterMappings((mappings) => {
    mappings.push(mappings[0]);
  });
  expect(findings).toEqual([expect.stringMatching(/ maps \/dev\/sda1, the image's root device, 2 times$/)]);
});

test("a second volume without encryption is found", () => {
  const findings = afterMappings((mappings) => {
    mappings.push({ device_name: "/dev/sdf", ebs: { volume_size: 10 } });
  });
  expect(findings).toEqual([expect.stringMatching(/^aws_launch_template\.\S+ does not encrypt \/dev\/sdf$/)]);
});
