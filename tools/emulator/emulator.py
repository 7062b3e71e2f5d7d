"""Starts MiniStack together with the little that it lacks for these templates.

Missing resource types and attributes are added only where the emulator does not know them; the rest is told the way AWS
tells it. All of it leans on names inside the one release that requirements.txt pins, and docs/differences.md says what
it does not prove.
"""

import functools
import json
import os
import time
from datetime import datetime, timezone

import duckdb
from ministack import app
from ministack.core import iam_actions
from ministack.core.responses import get_account_id, get_region, new_uuid
from ministack.services import athena, eventbridge, lambda_svc, ses, ssm
from ministack.services.cloudformation import provisioners

handlers = provisioners._RESOURCE_HANDLERS


# --- Resource types: kept where the calls of the service find them, not acted upon


def create_receipt_rule_set(logical_id, props, stack_name):
    name = props.get("RuleSetName") or f"{stack_name}-{logical_id}"
    created = datetime.now(timezone.utc).isoformat()
    ses._receipt_rule_sets[name] = {"Metadata": {"Name": name, "CreatedTimestamp": created}, "Rules": []}
    return name, {}


def delete_receipt_rule_set(name, props):
    ses._receipt_rule_sets.pop(name, None)


def create_receipt_rule(logical_id, props, stack_name):
    rule = {"Name": logical_id, **props["Rule"]}
    ses._receipt_rule_sets[props["RuleSetName"]]["Rules"].append(rule)
    return rule["Name"], {}


def delete_receipt_rule(name, props):
    rules = ses._receipt_rule_sets.get(props["RuleSetName"], {"Rules": []})["Rules"]
    rules[:] = [rule for rule in rules if rule["Name"] != name]


handlers.setdefault(
    "AWS::SES::ReceiptRuleSet", {"create": create_receipt_rule_set, "delete": delete_receipt_rule_set}
)
handlers.setdefault("AWS::SES::ReceiptRule", {"create": create_receipt_rule, "delete": delete_receipt_rule})


# --- Attributes of resources


def extend(resource_type, more):
    """Lets what a resource answers when it is made go through `more(physical id, attributes)`."""
    create = handlers[resource_type]["create"]

    def create_more(logical_id, props, stack_name):
        return more(*create(logical_id, props, stack_name))

    handlers[resource_type] = {**handlers[resource_type], "create": create_more}


def with_issuer(pool_id, attributes):
    """The address of the issuer, which a pool has beside its name."""
    return pool_id, {"ProviderURL": f"https://cognito-idp.{get_region()}.amazonaws.com/{pool_id}", **attributes}


def with_dkim_records(identity, attributes):
    """The three records that the domain's name server is to have."""
    records = {}
    for n in (1, 2, 3):
        records[f"DkimDNSTokenName{n}"] = f"token{n}._domainkey.{identity}"
        records[f"DkimDNSTokenValue{n}"] = f"token{n}.dkim.amazonses.com"
    return identity, {**records, **attributes}


def known_by_arn(name, attributes):
    """`Ref` of a secret is its ARN, which policies name."""
    return attributes["Arn"], attributes


extend("AWS::Cognito::UserPool", with_issuer)
extend("AWS::SES::EmailIdentity", with_dkim_records)
extend("AWS::SecretsManager::Secret", known_by_arn)


# --- Events that other services put on the default bus


def telling(put_parameter):
    """A changed parameter is told on the bus."""

    def put_and_tell(data):
        known = ssm._lookup_parameter(data.get("Name", ""))[1]
        answer = put_parameter(data)
        if answer[0] == 200:
            detail = {"operation": "Update" if known else "Create", "name": data["Name"], "type": "String"}
            eventbridge._dispatch_event(
                {
                    "EventId": new_uuid(),
                    "Source": "aws.ssm",
                    "DetailType": "Parameter Store Change",
                    "Detail": json.dumps(detail),
                    "EventBusName": "default",
                    "Time": int(time.time()),
                    "Resources": [ssm._param_arn(data["Name"])],
                    "Account": get_account_id(),
                    "Region": get_region(),
                }
            )
        return answer

    return put_and_tell


ssm._put_parameter = telling(ssm._put_parameter)
# The proof tells itself what became of a mail: SES of the emulator tells nothing.
eventbridge._put_events = functools.partial(eventbridge._put_events, allow_aws_source=True)


# --- Requests as the HTTP API hands them to functions


def as_on_aws(execute):
    """Absent parts are left out, not null; cookies are a list of their own."""

    def execute_as_on_aws(function, event):
        if isinstance(event, dict) and event.get("version") == "2.0" and "rawPath" in event:
            event = {name: part for name, part in event.items() if part is not None}
            headers = dict(event["headers"])
            cookies = headers.pop("cookie", None)
            if cookies:
                event["cookies"] = cookies.split("; ")
            event["headers"] = headers
        return execute(function, event)

    return execute_as_on_aws


lambda_svc._execute_function_with_config_scope = as_on_aws(lambda_svc._execute_function_with_config_scope)



# --- Permissions


def parameters_path(body, query, place):
    return f"arn:aws:ssm:{place}:parameter/{json.loads(body)['Path'].strip('/')}"


def sending_domain(body, query, place):
    """The identity that is verified: the domain of the sender."""
    return f"arn:aws:ses:{place}:identity/{ses._p(query, 'Source').split('@')[-1]}"


def workgroup_of_query(body, query, place):
    execution = athena._executions.get(json.loads(body)["QueryExecutionId"], {})
    return f"arn:aws:athena:{place}:workgroup/{execution.get('WorkGroup')}"


# Where the emulator asks for a permission on everything, AWS names a resource.
named = {
    "ssm:GetParametersByPath": parameters_path,
    "ses:SendRawEmail": sending_domain,
    "athena:GetQueryExecution": workgroup_of_query,
    "athena:GetQueryResults": workgroup_of_query,
}


def naming(extract):
    def extract_named(service, method, path, headers, body, query, region, account_id):
        action = iam_actions.extract_iam_action(service, method, path, headers, body, query)
        if action in named:
            return named[action](body, query, f"{region}:{account_id}")
        return extract(service, method, path, headers, body, query, region, account_id)

    return extract_named


def one_by_one(extract):
    """A batch of messages asks for the permission that one message asks for."""

    def extract_one(service, *rest):
        action = extract(service, *rest)
        return action.removesuffix("Batch") if service == "sqs" and action else action

    return extract_one


iam_actions.extract_resource_arn = naming(iam_actions.extract_resource_arn)
iam_actions.extract_iam_action = one_by_one(iam_actions.extract_iam_action)



# --- Queries


def speaking_trino(connect):
    """What Athena's SQL has and DuckDB has not: the macros of the local cloud."""
    with open(os.environ["TRINO_MACROS"], encoding="utf-8") as file:
        macros = json.load(file)

    def connect_speaking_trino(*args, **kwargs):
        connection = connect(*args, **kwargs)
        for macro in macros:
            connection.execute(f"CREATE OR REPLACE MACRO {macro}")
        return connection

    return connect_speaking_trino


duckdb.connect = speaking_trino(duckdb.connect)

# One free port is all that may be taken on this machine.
app._port_is_bindable = lambda host, port: False

if __name__ == "__main__":
    app.main()
