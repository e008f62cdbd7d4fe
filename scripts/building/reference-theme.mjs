// How TypeDoc's model of the public names becomes Markdown: what its own layout repeats for each member is said once.
import { MarkdownTheme, MarkdownThemeContext } from 'typedoc-plugin-markdown';

/** @typedef {import('typedoc').ParameterReflection} ParameterReflection */

export class ReferenceTheme extends MarkdownTheme {
  /**
   * @override
   * @param {ConstructorParameters<typeof MarkdownThemeContext>[1]} page
   */
  getRenderContext(page) {
    const context = new MarkdownThemeContext(this, page, this.application.options);
    const { partials, helpers } = context;

    /** @param {readonly ParameterReflection[]} parameters those that have a description, which their type is not */
    const described = (parameters) =>
      parameters
        .filter(({ comment }) => comment?.hasVisibleComponent())
        .map(
          ({ name, comment }) =>
            `- \`${name}\`: ${helpers.getCommentParts(comment?.summary ?? [])}`,
        )
        .join('\n');

    context.partials = {
      ...partials,
      // The page has each member once, under the name that it belongs to.
      inheritance: () => '',
      hierarchy: (model) => {
        const types = (/** @type {typeof model | undefined} */ part) =>
          (part?.types ?? []).map((type) => partials.someType(type)).join(', ');
        // The chain goes from the base to what is derived; the name of the section itself is in the middle.
        const own = model.isTarget ? undefined : model;
        const derived = model.isTarget ? model.next : model.next?.next;
        return [own && `Extends ${types(own)}.`, derived && `Extended by ${types(derived)}.`]
          .filter(Boolean)
          .join(' ');
      },
      // Types of parameters and results stand in the signature.
      signature: (model, options) => {
        const comment = options.multipleSignatures
          ? model.comment
          : (model.comment ?? model.parent.comment);
        const { headingLevel } = options;
        return [
          options.hideTitle ? '' : partials.signatureTitle(model, { accessor: options.accessor }),
          comment &&
            partials.comment(comment, { headingLevel, showSummary: true, showTags: false }),
          described(model.parameters ?? []),
          comment &&
            partials.comment(comment, {
              headingLevel,
              showSummary: false,
              showTags: true,
              showReturns: true,
            }),
        ]
          .filter(Boolean)
          .join('\n\n');
      },
      typeDeclarationContainer: (model, declaration, options) =>
        declaration?.signatures === undefined
          ? partials.typeDeclarationContainer(model, declaration, options)
          : '',
    };
    return context;
  }
}
