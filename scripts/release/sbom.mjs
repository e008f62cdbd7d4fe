// The software bill of materials of a release (CycloneDX): what npm knows, and the code of other projects in dist/.
import { COMPONENTS } from './third-party.mjs';

/**
 * @param {string} npmSbom what `npm sbom --sbom-format cyclonedx` prints
 * @param {{ name: string }} manifest package.json
 * @returns {string} the same with the components of dist/
 */
export function sbomOf(npmSbom, { name }) {
  const sbom = JSON.parse(npmSbom);
  const { component } = sbom.metadata;
  // npm takes the name of the folder.
  component.name = name;
  const own = sbom.dependencies.find(
    (/** @type {{ ref: string }} */ { ref }) => ref === component['bom-ref'],
  );
  for (const { name, version, license, copyright, contents, purl } of COMPONENTS) {
    sbom.components.push({
      'bom-ref': purl,
      type: 'library',
      name,
      version,
      description: contents.replaceAll('\n', ' '),
      scope: 'required',
      // SPDX has no identifier for a license with an exception, but an expression.
      licenses: [license.includes(' ') ? { expression: license } : { license: { id: license } }],
      copyright,
      purl,
    });
    own.dependsOn.push(purl);
    sbom.dependencies.push({ ref: purl, dependsOn: [] });
  }
  return `${JSON.stringify(sbom, null, 2)}\n`;
}
