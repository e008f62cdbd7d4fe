// The entry of every npm script: checks Node's version, then runs `main` of commands/NAME.mjs,
// whose result is the exit code. This file and node-version.mjs use old syntax only, because an old
// Node must be able to parse them.
import { nodeVersionFault } from './setup/node-version.mjs';

const fault = nodeVersionFault(process.versions.node);
const [name] = process.argv.splice(2, 1);

if (fault !== undefined) {
  console.error(fault);
  process.exitCode = 1;
} else {
  import('./support/user-error.mjs').then(({ explained }) =>
    import(`./commands/${name}.mjs`)
      .then(({ main }) => main(process.argv.slice(2)))
      .then((code) => (process.exitCode = code))
      .catch((error) => {
        console.error(`\n${explained(error)}`);
        process.exitCode = 1;
      }),
  );
}
