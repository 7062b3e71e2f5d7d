import { Aws, CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  Mfa,
  OAuthScope,
  StringAttribute,
  UserPool,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { StateStack } from '../stacks/state.ts';
import { named } from './named.ts';

/** The people who work with Leitwerk. What they may see is set by an administrator and can be read, never written, by themselves. */
export class StaffPool extends Construct {
  /** issuer of the tokens */
  readonly issuer: string;
  /** the client for which they are issued */
  readonly audience: string;

  constructor(scope: Construct, id: string, { state, publicUrl }: { state: StateStack; publicUrl: string }) {
    super(scope, id);
    const kept = state.stage === 'prod';
    const pool = named(
      new UserPool(this, 'Pool', {
        selfSignUpEnabled: false,
        signInAliases: { email: true },
        signInCaseSensitive: false,
        standardAttributes: { email: { required: true, mutable: true } },
        customAttributes: {
          role: new StringAttribute({ mutable: true, maxLen: 20 }),
          // which owner of leads a member or partner is, as in directory/agents
          owner: new StringAttribute({ mutable: true, maxLen: 100 }),
        },
        mfa: Mfa.REQUIRED,
        mfaSecondFactor: { sms: false, otp: true },
        accountRecovery: AccountRecovery.EMAIL_ONLY,
        passwordPolicy: {
          minLength: 12,
          requireLowercase: true,
          requireUppercase: true,
          requireDigits: true,
          requireSymbols: true,
        },
        deletionProtection: kept,
        removalPolicy: kept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      }),
      'StaffPool',
    );
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason:
        'A few dozen staff with a second factor and no self sign-up; the plan is billed per user and month.',
    });
    const shown = new ClientAttributes().withStandardAttributes({ email: true, fullname: true });
    const client = named(
      pool.addClient('Client', {
        authFlows: {},
        oAuth: {
          flows: { authorizationCodeGrant: true },
          scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
          callbackUrls: [`${publicUrl}/v1/login/callback`],
          logoutUrls: [`${publicUrl}/v1/login`],
        },
        readAttributes: shown.withCustomAttributes('role', 'owner'),
        writeAttributes: shown,
        preventUserExistenceErrors: true,
        // The session of a browser: a working day. Who loses a role keeps it no longer than that.
        idTokenValidity: Duration.hours(10),
      }),
      'StaffClient',
    );
    named(
      pool.addDomain('Domain', {
        cognitoDomain: { domainPrefix: `leitwerk-${state.stage}-${Aws.ACCOUNT_ID}` },
      }),
      'StaffDomain',
    );
    const output = (name: string, value: string) => new CfnOutput(Stack.of(this), name, { value });
    output('StaffPoolId', pool.userPoolId);
    output('StaffClientId', client.userPoolClientId);
    this.issuer = pool.userPoolProviderUrl;
    this.audience = client.userPoolClientId;
  }
}
