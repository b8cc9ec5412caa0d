#!/bin/sh
# An application in Cloud Map by the AWS CLI. $AWS is the command; endpoint, region and credentials come by environment variables.
set -eu

fail() {
    echo "$1" >&2
    exit 1
}

expect() {
    [ "$1" = "$2" ] || fail "expected '$1', but was '$2'"
}

cli() {
    "$AWS" --output text --endpoint-url "$AWS_ENDPOINT_URL" servicediscovery "$@"
}

# The CLI puts data- before the host and has no switch for it: with Haar as its proxy no such name need be resolved.
discover() {
    http_proxy=$AWS_ENDPOINT_URL no_proxy='' cli "$@" --namespace-name shop.local
}

operation=$(cli create-private-dns-namespace --name shop.local --vpc vpc-1 --query OperationId)
expect SUCCESS "$(cli get-operation --operation-id "$operation" --query Operation.Status)"
namespace=$(cli get-operation --operation-id "$operation" --query Operation.Targets.NAMESPACE)

web=$(cli create-service --name web --namespace-id "$namespace" --health-check-custom-config FailureThreshold=1 \
    --dns-config 'DnsRecords=[{Type=A,TTL=10},{Type=SRV,TTL=10}]' --query Service.Id)
for instance in blue green; do
    cli register-instance --service-id "$web" --instance-id "$instance" >/dev/null \
        --attributes "AWS_INSTANCE_IPV4=10.0.0.${#instance},AWS_INSTANCE_PORT=8080,colour=$instance,stage=prod"
done
function=$(cli create-service --name checkout --namespace-id "$namespace" --type HTTP --query Service.Id)
cli register-instance --service-id "$function" --instance-id one --attributes 'url=http://localhost:9000/checkout' >/dev/null
orders=$(cli create-service --name orders --namespace-id "$namespace" --type HTTP --query Service.Id)
arn=arn:aws:sqs:us-east-1:000000000000:orders
cli register-instance --service-id "$orders" --instance-id queue --attributes "arn=$arn,stage=gamma" >/dev/null

expect "$arn" "$(discover discover-instances --service-name orders --query 'Instances[0].Attributes.arn' \
    --query-parameters stage=gamma)"
expect http://localhost:9000/checkout "$(discover discover-instances --service-name checkout \
    --query 'Instances[0].Attributes.url')"
expect green "$(discover discover-instances --service-name web --query 'Instances[].InstanceId' \
    --query-parameters stage=prod --optional-parameters colour=green)"
expect 3 "$(discover discover-instances-revision --service-name web --query InstancesRevision)"

cli update-instance-custom-health-status --service-id "$web" --instance-id blue --status UNHEALTHY
expect green "$(discover discover-instances --service-name web --health-status HEALTHY --query 'Instances[].InstanceId')"
cli deregister-instance --service-id "$web" --instance-id blue >/dev/null
expect green "$(cli list-instances --service-id "$web" --query 'Instances[].Id')"
expect "$(printf 'checkout\norders\nweb')" "$(cli list-services --filters "Name=NAMESPACE_ID,Values=$namespace" \
    --query 'Services[].[Name]' | sort)"

if error=$(cli delete-service --id "$web" 2>&1); then
    fail 'a service with an instance was deleted'
fi
case $error in
    *'(ResourceInUse)'*'Service contains registered instances; delete the instances before deleting the service'*) ;;
    *) fail "$error" ;;
esac
echo OK
