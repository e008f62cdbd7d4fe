// What a question can ask of the built-in composer besides text: to think first, call a tool, refuse, or stop early.

/**
 * @param {string} question
 * @returns {{ reasoning: boolean, tool: boolean, refusal: boolean, tokens: number }}
 */
export const askedFor = (question) => ({
  reasoning: /\b(think|reason)\b|思考/iu.test(question),
  tool: /\b(tool|look up)\b|工具/iu.test(question),
  refusal: /\brefuse\b|拒绝/iu.test(question),
  tokens: Number(/(\d{1,4}) tokens\b/iu.exec(question)?.[1] ?? Infinity),
});
