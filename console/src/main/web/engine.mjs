// Says in one sentence what is missing when Node is too old for the build.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`node: ${process.versions.node} (expected: 20.19 or newer to build the pages)`);
  process.exit(1);
}
