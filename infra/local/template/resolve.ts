import { type Address, addressOf, type Place } from './addresses.ts';
import type { Assembly, Template } from './templates.ts';

/** A template says something that cannot be true on AWS either, or that the local cloud does not know. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

type Json = unknown;
const isRecord = (value: Json): value is Record<string, Json> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Resolves intrinsic functions over all stacks together; `Fn::ImportValue` finds the other stack's export. */
export class Resolver {
  readonly #templates: ReadonlyMap<string, Template>;
  readonly #place: Place;
  readonly #addresses = new Map<string, Address>();
  readonly #exports = new Map<string, { stack: string; value: Json }>();
  readonly #resolving = new Set<string>();

  constructor(assembly: Assembly, place: Place) {
    this.#templates = new Map(assembly.templates.map((template) => [template.stack, template]));
    this.#place = place;
    for (const template of assembly.templates) {
      for (const { Export, Value } of Object.values(template.Outputs)) {
        if (Export)
          this.#exports.set(this.text(template.stack, Export.Name), { stack: template.stack, value: Value });
      }
    }
  }

  /** Replaces every intrinsic in a value; keys whose value is AWS::NoValue disappear. */
  resolve(stack: string, value: Json): Json {
    if (typeof value === 'string') return this.#finish(value);
    if (Array.isArray(value))
      return value.map((item) => this.resolve(stack, item)).filter((item) => item !== undefined);
    if (!isRecord(value)) return value;
    const [only, ...more] = Object.keys(value);
    if (only !== undefined && more.length === 0 && (only === 'Ref' || only.startsWith('Fn::'))) {
      return this.#intrinsic(stack, only, value[only]);
    }
    const entries = Object.entries(value).map(([key, item]) => [key, this.resolve(stack, item)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  }

  text(stack: string, value: Json): string {
    const resolved = this.resolve(stack, value);
    if (typeof resolved === 'string') return resolved;
    if (typeof resolved === 'number' || typeof resolved === 'boolean') return String(resolved);
    throw new TemplateError(`${stack}: expected text, found ${JSON.stringify(value)}`);
  }

  /** True when the resource's condition holds or it has none. */
  exists(stack: string, condition: string | undefined): boolean {
    return condition === undefined || this.#condition(stack, condition);
  }

  address(stack: string, logicalId: string): Address {
    const key = `${stack}/${logicalId}`;
    const known = this.#addresses.get(key);
    if (known) return known;
    const resource = this.#template(stack).Resources[logicalId];
    if (!resource) throw new TemplateError(`${stack} refers to ${logicalId}, which is not in the template`);
    if (this.#resolving.has(key)) throw new TemplateError(`${stack}: ${logicalId} refers to itself`);
    this.#resolving.add(key);
    const property = (name: string): string | undefined => {
      const given = resource.Properties[name];
      return given === undefined ? undefined : this.text(stack, given);
    };
    const address = addressOf({ stack, logicalId, type: resource.Type, property }, this.#place);
    this.#resolving.delete(key);
    this.#addresses.set(key, address);
    return address;
  }

  #template(stack: string): Template {
    const template = this.#templates.get(stack);
    if (!template) throw new TemplateError(`there is no stack ${stack}`);
    return template;
  }

  #intrinsic(stack: string, name: string, argument: Json): Json {
    switch (name) {
      case 'Ref':
        return this.#ref(stack, String(argument));
      case 'Fn::GetAtt':
        return this.#attribute(stack, argument);
      case 'Fn::Join':
        return this.#join(stack, argument);
      case 'Fn::Sub':
        return this.#sub(stack, argument);
      case 'Fn::ImportValue':
        return this.#import(this.text(stack, argument));
      case 'Fn::Select': {
        const [index, list] = this.#pair(stack, argument);
        return Array.isArray(list) ? list[Number(index)] : undefined;
      }
      case 'Fn::Split': {
        const [separator, text] = this.#pair(stack, argument);
        return String(text).split(String(separator));
      }
      case 'Fn::If': {
        const [condition, yes, no] = Array.isArray(argument) ? argument : [];
        return this.resolve(stack, this.#condition(stack, String(condition)) ? yes : no);
      }
      case 'Fn::FindInMap': {
        const [map, first, second] = Array.isArray(argument)
          ? argument.map((part) => this.text(stack, part))
          : [];
        return this.#template(stack).Mappings[map ?? '']?.[first ?? '']?.[second ?? ''];
      }
      case 'Fn::Base64':
        return Buffer.from(this.text(stack, argument)).toString('base64');
      default:
        throw new TemplateError(`${stack}: ${name} is not known to the local cloud`);
    }
  }

  #pair(stack: string, argument: Json): [Json, Json] {
    if (!Array.isArray(argument)) throw new TemplateError(`${stack}: expected two arguments`);
    return [this.resolve(stack, argument[0]), this.resolve(stack, argument[1])];
  }

  #ref(stack: string, name: string): Json {
    switch (name) {
      case 'AWS::Region':
        return this.#place.region;
      case 'AWS::AccountId':
        return this.#place.account;
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return stack;
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${this.#place.region}:${this.#place.account}:stack/${stack}/local`;
      case 'AWS::NoValue':
        return undefined;
    }
    const parameter = this.#template(stack).Parameters[name];
    if (!parameter) return this.address(stack, name).ref;
    if (parameter.Default === undefined)
      throw new TemplateError(`${stack}: parameter ${name} has no default`);
    const value = this.resolve(stack, parameter.Default);
    return parameter.Type.startsWith('AWS::SSM::Parameter::Value') ? this.#parameter(String(value)) : value;
  }

  #attribute(stack: string, argument: Json): string {
    const [logicalId, attribute] =
      typeof argument === 'string'
        ? [argument.split('.')[0] ?? '', argument.split('.').slice(1).join('.')]
        : this.#pair(stack, argument).map(String);
    const value = this.address(stack, logicalId ?? '').attributes[attribute ?? ''];
    if (value !== undefined) return value;
    const type = this.#template(stack).Resources[logicalId ?? '']?.Type;
    throw new TemplateError(
      `${stack}: attribute ${attribute} of ${logicalId} (${type}) is not known to the local cloud`,
    );
  }

  #join(stack: string, argument: Json): string {
    const [separator, parts] = this.#pair(stack, argument);
    if (!Array.isArray(parts)) throw new TemplateError(`${stack}: Fn::Join needs a list`);
    return this.#finish(parts.map(String).join(String(separator)));
  }

  #sub(stack: string, argument: Json): string {
    const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
    const own = isRecord(values) ? values : {};
    const replaced = String(text).replace(/\$\{([^!}][^}]*)\}/g, (_all, name: string) => {
      if (name in own) return this.text(stack, own[name]);
      return name.includes('.') ? this.#attribute(stack, name) : this.text(stack, { Ref: name });
    });
    return this.#finish(replaced.replaceAll('${!', '${'));
  }

  #import(name: string): Json {
    const found = this.#exports.get(name);
    if (!found) throw new TemplateError(`nothing exports ${name}`);
    return this.resolve(found.stack, found.value);
  }

  #condition(stack: string, name: string): boolean {
    const condition = this.#template(stack).Conditions[name];
    if (condition === undefined)
      throw new TemplateError(`${stack}: condition ${name} is not in the template`);
    return this.#holds(stack, condition);
  }

  #holds(stack: string, condition: Json): boolean {
    if (!isRecord(condition)) throw new TemplateError(`${stack}: unreadable condition`);
    const [name, argument] = Object.entries(condition)[0] ?? [];
    if (name === 'Condition') return this.#condition(stack, String(argument));
    if (!Array.isArray(argument)) throw new TemplateError(`${stack}: unreadable condition ${name}`);
    switch (name) {
      case 'Fn::Equals':
        return this.text(stack, argument[0]) === this.text(stack, argument[1]);
      case 'Fn::And':
        return argument.every((part) => this.#holds(stack, part));
      case 'Fn::Or':
        return argument.some((part) => this.#holds(stack, part));
      case 'Fn::Not':
        return !this.#holds(stack, argument[0]);
      default:
        throw new TemplateError(`${stack}: condition function ${name} is not known to the local cloud`);
    }
  }

  /** Dynamic references, and the addresses that AWS would give the API and the sign-in: here they are this machine. */
  #finish(text: string): string {
    const { region, publicUrl } = this.#place;
    return text
      .replace(/\{\{resolve:ssm:([^}:]+)(?::\d+)?\}\}/g, (_all, name: string) => this.#parameter(name))
      .replace(
        new RegExp(`https://[0-9a-f]{10}\\.execute-api\\.${region}\\.amazonaws\\.com`, 'g'),
        publicUrl,
      );
  }

  #parameter(name: string): string {
    for (const template of this.#templates.values()) {
      for (const [logicalId, { Type }] of Object.entries(template.Resources)) {
        if (Type !== 'AWS::SSM::Parameter') continue;
        const address = this.address(template.stack, logicalId);
        if (address.ref === name) return address.attributes.Value ?? '';
      }
    }
    throw new TemplateError(`parameter ${name} is referred to but not in the template`);
  }
}
