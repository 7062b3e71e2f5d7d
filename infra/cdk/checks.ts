import { AwsSolutionsChecks } from 'cdk-nag';

type Rule = Parameters<AwsSolutionsChecks['applyRule']>[0];

/** A resource whose name ends in a prefix: objects in a bucket, parameters below a path, the streams of one table. */
const prefixed = /^Resource::.+\/\*$/;

/**
 * The AWS Solutions rules. The one on wildcards lets prefixes pass: they are how a permission names the objects of one writer,
 * and cannot be acknowledged one by one, because a finding carries the name of another stack's export.
 */
export class Checks extends AwsSolutionsChecks {
  override applyRule(params: Rule): void {
    const isWildcardRule = (params.ruleSuffixOverride ?? params.rule.name) === 'IAM5';
    super.applyRule(isWildcardRule ? { ...params, rule: (node) => withoutPrefixes(params, node) } : params);
  }
}

function withoutPrefixes({ rule }: Rule, node: Parameters<Rule['rule']>[0]): ReturnType<Rule['rule']> {
  const result = rule(node);
  return Array.isArray(result) ? result.filter((finding) => !prefixed.test(finding)) : result;
}
