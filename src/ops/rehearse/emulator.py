"""A local AWS for `npm run rehearse`: moto's server on loopback, plus the APIs and fields that moto lacks.

It prints `listening on http://127.0.0.1:PORT` once it accepts requests and ends when its standard input closes.
`MOTO_ACCOUNT_ID` is the account that it plays.

`PUT /_rehearsal/denied` with a JSON list of action names denies these actions until the next such call.

A method of a service class is named after the API operation that it answers. It takes the call and returns the
operation's output as the API reference describes it. Other operations go to moto.
"""

import io
import json
import os
import sys
import threading
import traceback
import uuid
import warnings
from datetime import datetime, timezone
from functools import cached_property, partial
from urllib.parse import quote

os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
os.environ["MOTO_ACM_VALIDATION_WAIT"] = "0"  # seconds until a certificate is ISSUED

from botocore.awsrequest import HeadersDict
from botocore.exceptions import UnknownServiceError
from botocore.parsers import create_parser
from moto.acm.models import CertBundle
from moto.backends import get_backend
from moto.cloudtrail.responses import CloudTrailResponse
from moto.core.exceptions import ServiceException
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request, determine_request_protocol
from moto.core.routing import NotFound, get_service_router
from moto.core.serialize import get_serializer_class
from moto.core.utils import get_service_model
from moto.iam.access_control import IAMPolicy
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from moto.route53.models import FakeZone
from moto.s3.models import FakeBucket, FakeDeleteMarker
from moto.stepfunctions.parser.asl.static_analyser.static_analyser import StaticAnalyser
from werkzeug.serving import make_server
from werkzeug.test import run_wsgi_app
from werkzeug.wrappers import Response

ACCOUNT = os.environ["MOTO_ACCOUNT_ID"]
MOTO = DomainDispatcherApplication(create_backend_app)

# Services whose name in a signature differs from botocore's.
SIGNING_NAMES = {
    "access-analyzer": "accessanalyzer",
    "apigateway": "apigatewayv2",
    "elasticloadbalancing": "elbv2",
    "monitoring": "cloudwatch",
    "states": "stepfunctions",
}

# The code of a denied call, by protocol.
ACCESS_DENIED = {
    "ec2": "UnauthorizedOperation",
    "json": "AccessDeniedException",
    "query": "AccessDenied",
    "rest-json": "AccessDeniedException",
    "rest-xml": "AccessDenied",
}

# moto warns of error codes that botocore does not list, such as a query API's AccessDenied.
warnings.filterwarnings("ignore", message=".*does not match an error shape")


class Refusal(ServiceException):
    """An error that the API returns: its code and message."""


class MotoError(Exception):
    """moto's answer, when that is an error."""

    def __init__(self, response):
        self.response = response


class Call:
    """An API call: the operation of a service, its input, and how to answer it in the service's protocol."""

    @classmethod
    def of(cls, request):
        """The request's call, or `None` if it is not signed or its operation is unknown."""
        try:
            return cls(request)
        except (ValueError, KeyError, NotFound, UnknownServiceError):
            return None

    def __init__(self, request):
        self.request = request
        request.get_data()  # caches the body, which is read again
        credential = request.headers["Authorization"].partition("Credential=")[2].partition(",")[0]
        self.region, signing_name = credential.split("/")[2:4]
        self.service = SIGNING_NAMES.get(signing_name, signing_name)
        self.operation, self.uri = get_service_router(self.service).match(request)
        self.name = self.operation.name
        self.protocol = determine_request_protocol(get_service_model(self.service), request.content_type)

    @cached_property
    def params(self):
        """The operation's input, as the API reference describes it."""
        parser = PROTOCOL_PARSERS[self.protocol](self.operation, map_type=dict)
        request = self.request
        return parser.parse({
            "method": request.method,
            "values": request.values,
            "headers": request.headers,
            "body": request.data,
            "url_path": request.path,
            "url_params": self.uri,
        })

    def moto(self):
        """moto's output, as the API reference describes it, or `MotoError`."""
        response = forward(self.request)
        if response.status_code >= 300:
            raise MotoError(response)
        return create_parser(self.protocol).parse(
            {"status_code": response.status_code, "headers": HeadersDict(response.headers), "body": response.data},
            self.operation.output_shape,
        )

    def answer(self, result):
        serializer = get_serializer_class(self.service, self.protocol)(operation_model=self.operation)
        response = serializer.serialize(result)
        return Response(response["body"], response["status_code"], response["headers"])


def forward(request):
    """Passes a request to moto, whose applications read it again from the start."""
    request.environ["wsgi.input"] = io.BytesIO(request.get_data())
    request.environ["CONTENT_LENGTH"] = str(len(request.get_data()))
    body, status, headers = run_wsgi_app(MOTO, request.environ)
    if status.startswith("5"):
        # Not passed on: clients repeat a call that a server failed, which may have had its effect.
        raise RuntimeError(f"moto answers {status}")
    return Response(body, status, headers)


def backend(service, region):
    """moto's own data of a service."""
    return get_backend(service)[ACCOUNT][region]


def now():
    return datetime.now(timezone.utc)


def new_id(length=14):
    return uuid.uuid4().hex[:length].upper()


def found(items, key, code):
    """The item, or the API's error code where there is none."""
    if key not in items:
        raise Refusal(code, f"{key} does not exist")
    return items[key]


class Tags:
    """Tags of resources by their ARN, for services whose tags moto lacks."""

    def __init__(self):
        self.of = {}

    def add(self, arn, tags):
        self.of.setdefault(arn, {}).update({tag["Key"]: tag["Value"] for tag in tags or []})

    def remove(self, arn, keys):
        for key in keys:
            self.of.get(arn, {}).pop(key, None)

    def list(self, arn):
        return [{"Key": key, "Value": value} for key, value in self.of.get(arn, {}).items()]


class AccessAnalyzer:
    """Analyzers and their tags, by region and name."""

    def __init__(self):
        self.analyzers = {}

    def CreateAnalyzer(self, call):
        key = (call.region, call.params["analyzerName"])
        arn = f"arn:aws:access-analyzer:{call.region}:{ACCOUNT}:analyzer/{key[1]}"
        self.analyzers[key] = {
            "arn": arn,
            "name": key[1],
            "type": call.params["type"],
            "createdAt": now(),
            "tags": call.params.get("tags", {}),
            "status": "ACTIVE",
        }
        return {"arn": arn}

    def GetAnalyzer(self, call):
        return {"analyzer": found(self.analyzers, (call.region, call.params["analyzerName"]), "ResourceNotFoundException")}

    def DeleteAnalyzer(self, call):
        self.GetAnalyzer(call)
        del self.analyzers[call.region, call.params["analyzerName"]]
        return {}

    def tags(self, call):
        (analyzer,) = [one for one in self.analyzers.values() if one["arn"] == call.params["resourceArn"]]
        return analyzer["tags"]

    def ListTagsForResource(self, call):
        return {"tags": self.tags(call)}

    def TagResource(self, call):
        self.tags(call).update(call.params["tags"])
        return {}

    def UntagResource(self, call):
        for key in call.params["tagKeys"]:
            self.tags(call).pop(key, None)
        return {}


class AutoScaling:
    """Instance refreshes, which succeed at once, and the fields of groups and policies that moto forgets."""

    FORGOTTEN = (
        "CapacityReservationSpecification",
        "DefaultInstanceWarmup",
        "InstanceMaintenancePolicy",
        "MaxInstanceLifetime",
    )

    def __init__(self):
        self.disabled_policies = set()
        self.groups = {}
        self.refreshes = {}

    def CreateAutoScalingGroup(self, call):
        self.groups[call.params["AutoScalingGroupName"]] = {}
        return self.UpdateAutoScalingGroup(call)

    def UpdateAutoScalingGroup(self, call):
        remembered = {field: call.params[field] for field in self.FORGOTTEN if field in call.params}
        self.groups[call.params["AutoScalingGroupName"]].update(remembered)
        return call.moto()

    def DescribeAutoScalingGroups(self, call):
        result = call.moto()
        for group in result["AutoScalingGroups"]:
            group.update(self.groups[group["AutoScalingGroupName"]])
        return result

    def PutScalingPolicy(self, call):
        change = self.disabled_policies.discard if call.params.get("Enabled", True) else self.disabled_policies.add
        change(call.params["PolicyName"])
        return call.moto()

    def DescribePolicies(self, call):
        result = call.moto()
        for policy in result["ScalingPolicies"]:
            policy["Enabled"] = policy["PolicyName"] not in self.disabled_policies
            if policy["PolicyType"] != "PredictiveScaling":
                policy.pop("PredictiveScalingConfiguration", None)
        return result

    def StartInstanceRefresh(self, call):
        name = call.params["AutoScalingGroupName"]
        found(self.groups, name, "ValidationError")
        refresh = {
            "InstanceRefreshId": str(uuid.uuid4()),
            "AutoScalingGroupName": name,
            "Status": "Successful",
            "StartTime": now(),
            "EndTime": now(),
            "PercentageComplete": 100,
            "InstancesToUpdate": 0,
        }
        self.refreshes.setdefault(name, []).insert(0, refresh)
        return {"InstanceRefreshId": refresh["InstanceRefreshId"]}

    def DescribeInstanceRefreshes(self, call):
        wanted = call.params.get("InstanceRefreshIds")
        refreshes = self.refreshes.get(call.params["AutoScalingGroupName"], [])
        return {"InstanceRefreshes": [r for r in refreshes if not wanted or r["InstanceRefreshId"] in wanted]}

    def CancelInstanceRefresh(self, call):
        raise Refusal("ActiveInstanceRefreshNotFound", "No in progress or pending Instance Refresh found")


class Budgets:
    """The whole service: moto forgets subscribers and tags, and cannot update a budget."""

    def __init__(self):
        self.budgets = {}
        self.notifications = {}
        self.tags = Tags()

    def CreateBudget(self, call):
        budget = call.params["Budget"]
        if budget["BudgetName"] in self.budgets:
            raise Refusal("DuplicateRecordException", f"{budget['BudgetName']} exists")
        self.budgets[budget["BudgetName"]] = budget
        self.notifications[budget["BudgetName"]] = call.params.get("NotificationsWithSubscribers", [])
        self.tags.add(f"arn:aws:budgets::{ACCOUNT}:budget/{budget['BudgetName']}", call.params.get("ResourceTags"))
        return {}

    def DescribeBudget(self, call):
        return {"Budget": found(self.budgets, call.params["BudgetName"], "NotFoundException")}

    def UpdateBudget(self, call):
        budget = call.params["NewBudget"]
        found(self.budgets, budget["BudgetName"], "NotFoundException")
        self.budgets[budget["BudgetName"]] = budget
        return {}

    def DeleteBudget(self, call):
        found(self.budgets, call.params["BudgetName"], "NotFoundException")
        del self.budgets[call.params["BudgetName"]]
        return {}

    def DescribeNotificationsForBudget(self, call):
        found(self.budgets, call.params["BudgetName"], "NotFoundException")
        return {"Notifications": [n["Notification"] for n in self.notifications[call.params["BudgetName"]]]}

    def notification(self, call):
        """The notification that the call means: it has no id, but its type, comparison and threshold are unique."""
        def key(notification):
            fields = ("NotificationType", "ComparisonOperator", "Threshold", "ThresholdType")
            return [notification.get(field) for field in fields]

        for each in self.notifications[call.params["BudgetName"]]:
            if key(each["Notification"]) == key(call.params["Notification"]):
                return each
        raise Refusal("NotFoundException", "The notification does not exist")

    def DescribeSubscribersForNotification(self, call):
        return {"Subscribers": self.notification(call)["Subscribers"]}

    def CreateNotification(self, call):
        self.notifications[call.params["BudgetName"]].append(
            {"Notification": call.params["Notification"], "Subscribers": call.params["Subscribers"]}
        )
        return {}

    def DeleteNotification(self, call):
        self.notifications[call.params["BudgetName"]].remove(self.notification(call))
        return {}

    def ListTagsForResource(self, call):
        return {"ResourceTags": self.tags.list(call.params["ResourceARN"])}

    def TagResource(self, call):
        self.tags.add(call.params["ResourceARN"], call.params["ResourceTags"])
        return {}

    def UntagResource(self, call):
        self.tags.remove(call.params["ResourceARN"], call.params["ResourceTagKeys"])
        return {}


class CostExplorer:
    """Cost Explorer: anomaly monitors and subscriptions, and their tags."""

    def __init__(self):
        self.monitors = {}
        self.subscriptions = {}
        self.tags = Tags()

    def CreateAnomalyMonitor(self, call):
        arn = f"arn:aws:ce::{ACCOUNT}:anomalymonitor/{uuid.uuid4()}"
        self.monitors[arn] = {"MonitorArn": arn, **call.params["AnomalyMonitor"]}
        self.tags.add(arn, call.params.get("ResourceTags"))
        return {"MonitorArn": arn}

    def GetAnomalyMonitors(self, call):
        wanted = call.params.get("MonitorArnList") or self.monitors
        for arn in wanted:
            found(self.monitors, arn, "UnknownMonitorException")
        return {"AnomalyMonitors": [self.monitors[arn] for arn in wanted]}

    def UpdateAnomalyMonitor(self, call):
        found(self.monitors, call.params["MonitorArn"], "UnknownMonitorException").update(call.params)
        return {"MonitorArn": call.params["MonitorArn"]}

    def DeleteAnomalyMonitor(self, call):
        found(self.monitors, call.params["MonitorArn"], "UnknownMonitorException")
        del self.monitors[call.params["MonitorArn"]]
        return {}

    def CreateAnomalySubscription(self, call):
        arn = f"arn:aws:ce::{ACCOUNT}:anomalysubscription/{uuid.uuid4()}"
        for monitor in call.params["AnomalySubscription"]["MonitorArnList"]:
            found(self.monitors, monitor, "UnknownMonitorException")
        self.subscriptions[arn] = {
            "SubscriptionArn": arn,
            "AccountId": ACCOUNT,
            **call.params["AnomalySubscription"],
        }
        self.tags.add(arn, call.params.get("ResourceTags"))
        return {"SubscriptionArn": arn}

    def GetAnomalySubscriptions(self, call):
        wanted = call.params.get("SubscriptionArnList") or self.subscriptions
        for arn in wanted:
            found(self.subscriptions, arn, "UnknownSubscriptionException")
        return {"AnomalySubscriptions": [self.subscriptions[arn] for arn in wanted]}

    def UpdateAnomalySubscription(self, call):
        found(self.subscriptions, call.params["SubscriptionArn"], "UnknownSubscriptionException").update(call.params)
        return {"SubscriptionArn": call.params["SubscriptionArn"]}

    def DeleteAnomalySubscription(self, call):
        found(self.subscriptions, call.params["SubscriptionArn"], "UnknownSubscriptionException")
        del self.subscriptions[call.params["SubscriptionArn"]]
        return {}

    def ListTagsForResource(self, call):
        return {"ResourceTags": self.tags.list(call.params["ResourceArn"])}

    def TagResource(self, call):
        self.tags.add(call.params["ResourceArn"], call.params["ResourceTags"])
        return {}

    def UntagResource(self, call):
        self.tags.remove(call.params["ResourceArn"], call.params["ResourceTagKeys"])
        return {}


class CloudFront:
    """What the stacks use of it, kept as written.

    moto forgets parts of a distribution, and lacks policies and the stages of functions.
    """

    # Each has the operations Create, Get, Get...Config, Update and Delete, of the same form.
    KINDS = ("Distribution", "CachePolicy", "OriginRequestPolicy", "ResponseHeadersPolicy", "OriginAccessControl")

    # What CloudFront adds to a configuration that lacks it.
    DEFAULTS = {
        "Distribution": {
            "Aliases": {"Quantity": 0},
            "CacheBehaviors": {"Quantity": 0},
            "CustomErrorResponses": {"Quantity": 0},
            "Logging": {"Enabled": False, "IncludeCookies": False, "Bucket": "", "Prefix": ""},
            "OriginGroups": {"Quantity": 0},
        }
    }

    def __init__(self):
        self.items = {kind: {} for kind in self.KINDS}  # by id
        self.etags = {}
        self.functions = {}
        self.tags = Tags()
        for kind in self.KINDS:
            setattr(self, f"Create{kind}", partial(self.create, kind))
            setattr(self, f"Get{kind}", partial(self.get, kind))
            setattr(self, f"Get{kind}Config", partial(self.get_config, kind))
            setattr(self, f"Update{kind}", partial(self.update, kind))
            setattr(self, f"Delete{kind}", partial(self.delete, kind))

    def create(self, kind, call):
        config = call.params.get(f"{kind}Config") or call.params["DistributionConfigWithTags"]["DistributionConfig"]
        id = new_id()
        item = {"Id": id, "LastModifiedTime": now(), f"{kind}Config": self.DEFAULTS.get(kind, {}) | config}
        if kind == "Distribution":
            item |= {
                "ARN": f"arn:aws:cloudfront::{ACCOUNT}:distribution/{id}",
                "DomainName": f"{id.lower()}.cloudfront.net",
                "InProgressInvalidationBatches": 0,
                "ActiveTrustedKeyGroups": {"Enabled": False, "Quantity": 0},
                "ActiveTrustedSigners": {"Enabled": False, "Quantity": 0},
                "Status": "Deployed",  # at once: on AWS, a deployment takes minutes
            }
            self.tags.add(item["ARN"], call.params.get("DistributionConfigWithTags", {}).get("Tags", {}).get("Items"))
        self.items[kind][id] = item
        return self.written(kind, item)

    def written(self, kind, item):
        self.etags[item["Id"]] = new_id()
        return self.read(kind, item)

    def read(self, kind, item):
        return {kind: item, "ETag": self.etags[item["Id"]]}

    def find(self, kind, call, if_match=False):
        item = found(self.items[kind], call.params["Id"], f"NoSuch{kind}")
        if if_match and call.params.get("IfMatch") != self.etags[item["Id"]]:
            raise Refusal("PreconditionFailed", "If-Match is not the current version")
        return item

    def get(self, kind, call):
        return self.read(kind, self.find(kind, call))

    def get_config(self, kind, call):
        item = self.find(kind, call)
        return {f"{kind}Config": item[f"{kind}Config"], "ETag": self.etags[item["Id"]]}

    def update(self, kind, call):
        item = self.find(kind, call, if_match=True)
        item |= {f"{kind}Config": self.DEFAULTS.get(kind, {}) | call.params[f"{kind}Config"], "LastModifiedTime": now()}
        return self.written(kind, item)

    def delete(self, kind, call):
        item = self.find(kind, call, if_match=True)
        if kind == "Distribution" and item["DistributionConfig"]["Enabled"]:
            raise Refusal("DistributionNotDisabled", f"{item['Id']} is enabled")
        self.refuse_if_used(item["Id"], f"{kind}InUse")
        del self.items[kind][item["Id"]]
        return {}

    def refuse_if_used(self, id, code):
        for distribution in self.items["Distribution"].values():
            if id in json.dumps(distribution["DistributionConfig"]):
                raise Refusal(code, f"{distribution['Id']} uses {id}")

    def CreateDistributionWithTags(self, call):
        return self.create("Distribution", call)

    def ListTagsForResource(self, call):
        return {"Tags": {"Items": self.tags.list(call.params["Resource"])}}

    def TagResource(self, call):
        self.tags.add(call.params["Resource"], call.params["Tags"]["Items"])
        return {}

    def UntagResource(self, call):
        self.tags.remove(call.params["Resource"], call.params["TagKeys"]["Items"])
        return {}

    def CreateFunction(self, call):
        name = call.params["Name"]
        if name in self.functions:
            raise Refusal("FunctionAlreadyExists", f"{name} exists")
        self.functions[name] = {"CreatedTime": now(), "LIVE": None}
        return self.write_function(call)

    def UpdateFunction(self, call):
        self.function(call, "DEVELOPMENT")
        return self.write_function(call)

    def write_function(self, call):
        function = self.functions[call.params["Name"]]
        function["DEVELOPMENT"] = {
            "FunctionConfig": call.params["FunctionConfig"],
            "FunctionCode": call.params["FunctionCode"],
            "ETag": new_id(),
            "LastModifiedTime": now(),
        }
        return self.summary(call.params["Name"], "DEVELOPMENT")

    def function(self, call, stage):
        version = found(self.functions, call.params["Name"], "NoSuchFunctionExists")[stage]
        if version is None:
            raise Refusal("NoSuchFunctionExists", f"{call.params['Name']} is not published")
        return version

    def summary(self, name, stage):
        version = self.functions[name][stage]
        return {
            "ETag": version["ETag"],
            "FunctionSummary": {
                "Name": name,
                "Status": "UNASSOCIATED",
                "FunctionConfig": version["FunctionConfig"],
                "FunctionMetadata": {
                    "FunctionARN": f"arn:aws:cloudfront::{ACCOUNT}:function/{name}",
                    "Stage": stage,
                    "CreatedTime": self.functions[name]["CreatedTime"],
                    "LastModifiedTime": version["LastModifiedTime"],
                },
            },
        }

    def DescribeFunction(self, call):
        stage = call.params.get("Stage", "DEVELOPMENT")
        self.function(call, stage)
        return self.summary(call.params["Name"], stage)

    def GetFunction(self, call):
        version = self.function(call, call.params.get("Stage", "DEVELOPMENT"))
        return {
            "FunctionCode": version["FunctionCode"],
            "ETag": version["ETag"],
            "ContentType": "application/octet-stream",
        }

    def PublishFunction(self, call):
        name = call.params["Name"]
        self.functions[name]["LIVE"] = self.function(call, "DEVELOPMENT")
        return {"FunctionSummary": self.summary(name, "LIVE")["FunctionSummary"]}

    def DeleteFunction(self, call):
        self.function(call, "DEVELOPMENT")
        self.refuse_if_used(f":function/{call.params['Name']}", "FunctionInUse")
        del self.functions[call.params["Name"]]
        return {}


class Ec2:
    """Instance Connect endpoints, descriptions of rules, and launch templates without their own tags in their data."""

    def __init__(self):
        self.descriptions = {}
        self.endpoints = {}

    def CreateInstanceConnectEndpoint(self, call):
        ec2 = backend("ec2", call.region)
        subnet = ec2.get_subnet(call.params["SubnetId"])
        id = f"eice-{uuid.uuid4().hex[:17]}"
        self.endpoints[id] = {
            "OwnerId": ACCOUNT,
            "InstanceConnectEndpointId": id,
            "InstanceConnectEndpointArn": f"arn:aws:ec2:{call.region}:{ACCOUNT}:instance-connect-endpoint/{id}",
            "State": "create-complete",  # at once: on AWS, this takes minutes
            "DnsName": f"{id}.ec2-instance-connect-endpoint.{call.region}.amazonaws.com",
            "AvailabilityZone": subnet.availability_zone,
            "CreatedAt": now(),
            "VpcId": subnet.vpc_id,
            "SubnetId": subnet.id,
            "PreserveClientIp": call.params.get("PreserveClientIp", False),
            "SecurityGroupIds": call.params.get("SecurityGroupIds", []),
        }
        for specification in call.params.get("TagSpecifications", []):
            ec2.create_tags([id], {tag["Key"]: tag["Value"] for tag in specification["Tags"]})
        return {"InstanceConnectEndpoint": self.endpoint(call, id)}

    def endpoint(self, call, id):
        tags = backend("ec2", call.region).tags.get(id, {})
        return self.endpoints[id] | {"Tags": [{"Key": key, "Value": value} for key, value in tags.items()]}

    def DescribeInstanceConnectEndpoints(self, call):
        wanted = call.params.get("InstanceConnectEndpointIds") or self.endpoints
        for id in wanted:
            found(self.endpoints, id, "InvalidInstanceConnectEndpointId.NotFound")
        return {"InstanceConnectEndpoints": [self.endpoint(call, id) for id in wanted]}

    def DeleteInstanceConnectEndpoint(self, call):
        id = call.params["InstanceConnectEndpointId"]
        found(self.endpoints, id, "InvalidInstanceConnectEndpointId.NotFound")
        return {"InstanceConnectEndpoint": self.endpoints.pop(id) | {"State": "delete-complete"}}

    def DescribeLaunchTemplateVersions(self, call):
        result = call.moto()
        for version in result["LaunchTemplateVersions"]:
            data = version["LaunchTemplateData"]
            specifications = data.get("TagSpecifications", [])
            data["TagSpecifications"] = [s for s in specifications if s["ResourceType"] != "launch-template"]
        return result

    def AuthorizeSecurityGroupEgress(self, call):
        return self.authorize(call)

    def AuthorizeSecurityGroupIngress(self, call):
        return self.authorize(call)

    def authorize(self, call):
        result = call.moto()
        sources = [
            source
            for permission in call.params.get("IpPermissions", [])
            for field in ("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs")
            for source in permission.get(field, [])
        ]
        for rule, source in zip(result["SecurityGroupRules"], sources, strict=True):
            self.descriptions[rule["SecurityGroupRuleId"]] = source.get("Description")
        return self.described(result)

    def DescribeSecurityGroupRules(self, call):
        return self.described(call.moto())

    def described(self, result):
        for rule in result["SecurityGroupRules"]:
            rule["Description"] = self.descriptions.get(rule["SecurityGroupRuleId"], rule.get("Description"))
        return result

    def ModifySecurityGroupRules(self, call):
        for rule in call.params["SecurityGroupRules"]:
            self.descriptions[rule["SecurityGroupRuleId"]] = rule["SecurityGroupRule"].get("Description")
        return call.moto()


class ApiGatewayV2:
    """The status of a domain name, for which clients wait."""

    def CreateDomainName(self, call):
        return self.available(call)

    def GetDomainName(self, call):
        return self.available(call)

    def UpdateDomainName(self, call):
        return self.available(call)

    def available(self, call):
        result = call.moto()
        name = result["DomainName"].replace(".", "-")
        for configuration in result["DomainNameConfigurations"]:
            configuration |= {
                "DomainNameStatus": "AVAILABLE",
                "ApiGatewayDomainName": f"d-{name}.execute-api.{call.region}.amazonaws.com",
                "HostedZoneId": "Z1UJRXOUMOOFQ8",
            }
        if not any(result.get("MutualTlsAuthentication", {}).values()):
            result.pop("MutualTlsAuthentication", None)
        return result


class Elbv2:
    """Any certificate of the account and region that a listener names exists: ACM gets it when it is first named."""

    def CreateListener(self, call):
        return self.listener(call)

    def ModifyListener(self, call):
        return self.listener(call)

    def listener(self, call):
        certificates = backend("acm", call.region)._certificates
        for certificate in call.params.get("Certificates", []):
            arn = certificate["CertificateArn"]
            if arn not in certificates and arn.startswith(f"arn:aws:acm:{call.region}:{ACCOUNT}:certificate/"):
                certificates[arn] = CertBundle.generate_cert("example.com", ACCOUNT, call.region, [])
        return call.moto()


class GuardDuty:
    """The features of detectors, which moto forgets."""

    def __init__(self):
        self.features = {}

    def UpdateDetector(self, call):
        features = self.features.setdefault(call.params["DetectorId"], {})
        features.update({feature["Name"]: feature for feature in call.params.get("Features", [])})
        return call.moto()

    def GetDetector(self, call):
        return call.moto() | {"Features": list(self.features.get(call.params["DetectorId"], {}).values())}


class Iam:
    """The encoding of a policy's document (AWS, PolicyVersion: URL-encoded), without which a reader decodes its `%`."""

    def GetPolicyVersion(self, call):
        result = call.moto()
        result["PolicyVersion"]["Document"] = quote(result["PolicyVersion"]["Document"])
        return result


class Logs:
    """Saved queries, and keys of existing log groups."""

    def __init__(self):
        self.queries = {}

    def AssociateKmsKey(self, call):
        return self.set_key(call, call.params["kmsKeyId"])

    def DisassociateKmsKey(self, call):
        return self.set_key(call, None)

    def set_key(self, call, key):
        groups = backend("logs", call.region).groups
        found(groups, call.params["logGroupName"], "ResourceNotFoundException").kms_key_id = key
        return {}

    def PutQueryDefinition(self, call):
        id = call.params.get("queryDefinitionId") or str(uuid.uuid4())
        query = {key: value for key, value in call.params.items() if key != "clientToken"}
        self.queries[call.region, id] = query | {"queryDefinitionId": id}
        return {"queryDefinitionId": id}

    def DescribeQueryDefinitions(self, call):
        prefix = call.params.get("queryDefinitionNamePrefix", "")
        return {
            "queryDefinitions": [
                query
                for (region, _), query in self.queries.items()
                if region == call.region and query["name"].startswith(prefix)
            ]
        }

    def DeleteQueryDefinition(self, call):
        key = (call.region, call.params["queryDefinitionId"])
        return {"success": self.queries.pop(key, None) is not None}


class Route53:
    """Any hosted zone that a configuration names exists: it is created when first asked for."""

    def GetHostedZone(self, call):
        self.ensure(call.params["Id"])
        return call.moto()

    def ChangeResourceRecordSets(self, call):
        self.ensure(call.params["HostedZoneId"])
        return call.moto()

    def ListResourceRecordSets(self, call):
        self.ensure(call.params["HostedZoneId"])
        return call.moto()

    def ensure(self, id):
        zones = backend("route53", "aws").zones
        if id not in zones:
            zones[id] = FakeZone("example.com.", id, private_zone=False, caller_reference=id)


class Ssm:
    """Canonical's public parameters of Ubuntu images: they name the Ubuntu image that moto knows."""

    def GetParameter(self, call):
        name = call.params["Name"]
        if not name.startswith("/aws/service/canonical/ubuntu/"):
            return call.moto()
        return {
            "Parameter": {
                "Name": name,
                "Type": "String",
                "Value": "ami-785db401",
                "Version": 1,
                "LastModifiedDate": now(),
                "ARN": f"arn:aws:ssm:{call.region}::parameter{name}",
                "DataType": "aws:ec2:image",
            }
        }


class StepFunctions:
    """Versions, of which there are none, and the validation of definitions."""

    def ListStateMachineVersions(self, call):
        return {"stateMachineVersions": []}

    def ValidateStateMachineDefinition(self, call):
        try:
            StaticAnalyser().analyse(call.params["definition"])
        except Exception as error:
            return {"result": "FAIL", "diagnostics": [
                {"severity": "ERROR", "code": "SCHEMA_VALIDATION_FAILED", "message": str(error)}]}
        return {"result": "OK", "diagnostics": []}


FILLERS = {
    "accessanalyzer": AccessAnalyzer(),
    "apigatewayv2": ApiGatewayV2(),
    "autoscaling": AutoScaling(),
    "budgets": Budgets(),
    "ce": CostExplorer(),
    "cloudfront": CloudFront(),
    "ec2": Ec2(),
    "elbv2": Elbv2(),
    "guardduty": GuardDuty(),
    "iam": Iam(),
    "logs": Logs(),
    "route53": Route53(),
    "ssm": Ssm(),
    "stepfunctions": StepFunctions(),
}


# CloudTrail's operations take a trail's name or its ARN, moto's only the name.
def name_or_arn(self, name, default=None, get=CloudTrailResponse._get_param):
    value = get(self, name, default)
    return value.rpartition("/")[2] if name in ("Name", "TrailName") and value else value


CloudTrailResponse._get_param = name_or_arn


# moto ignores the conditions of a bucket policy, so that "deny unless TLS" denies everything, Terraform's own state
# included. Statements with a condition are left out: a rehearsal's caller meets these conditions on AWS.
def without_conditions(bucket, action, resource):
    policy = json.loads(bucket.policy or '{"Statement": []}')
    policy["Statement"] = [statement for statement in policy["Statement"] if "Condition" not in statement]
    return IAMPolicy(json.dumps(policy)).is_action_permitted(action, resource)


FakeBucket.get_permission = without_conditions

# DeleteObjects of a version closes its file, which a delete marker does not have.
FakeDeleteMarker.dispose = lambda marker: None


class Emulator:
    """The WSGI application. It serves one request at a time, since moto's data is not safe for threads."""

    def __init__(self):
        self.lock = threading.Lock()
        self.denied = []
        self.answered = {}

    def __call__(self, environ, start_response):
        with self.lock:
            request = Request(environ)
            # An SDK repeats a call under the same id if it has lost the answer. The call has had its effect.
            invocation = request.headers.get("Amz-Sdk-Invocation-Id")
            response = self.answered.get(invocation) or self.respond(request)
            if invocation and response.status_code < 300:
                response.freeze()
                self.answered[invocation] = response
            return response(environ, start_response)

    def respond(self, request):
        if request.path == "/_rehearsal/denied":
            self.denied = json.loads(request.get_data())
            return Response(status=204)
        call = Call.of(request)
        if call is None:
            return forward(request)
        try:
            if call.name in self.denied:
                raise Refusal(ACCESS_DENIED[call.protocol], f"The rehearsal denies {call.service}:{call.name}")
            operation = getattr(FILLERS.get(call.service), call.name, None)
            return call.answer(operation(call)) if operation else forward(request)
        except Refusal as refusal:
            return call.answer(refusal)
        except MotoError as error:
            return error.response
        except Exception as error:
            # Clients retry a server's error for minutes, so this is a client's error.
            traceback.print_exc()
            return call.answer(Refusal("NotEmulated", f"{call.service}:{call.name}: {error!r}"))


class QuietHandler(MotoRequestHandler):
    def log_request(self, *_):
        """Logs nothing."""


def main():
    server = make_server("127.0.0.1", 0, Emulator(), threaded=True, request_handler=QuietHandler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"listening on http://127.0.0.1:{server.port}", flush=True)
    sys.stdin.buffer.read()
    os._exit(0)  # at once: a normal exit waits for moto's threads


if __name__ == "__main__":
    main()
