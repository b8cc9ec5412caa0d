#!/bin/sh
# Fan-out by the AWS CLI. $AWS is the command; endpoint, region and credentials come by environment variables.
set -eu

fail() {
    echo "$1" >&2
    exit 1
}

expect() {
    [ "$1" = "$2" ] || fail "expected '$1', but was '$2'"
}

# Version 1 does not look at AWS_ENDPOINT_URL for SQS, where it has host names of its own, so the URL is given.
cli() {
    "$AWS" --output text --endpoint-url "$AWS_ENDPOINT_URL" "$@"
}

# Makes a queue and subscribes it to a topic.
subscribe() {
    cli sqs create-queue --queue-name "$2" --attributes "$3" >/dev/null
    cli sns subscribe --topic-arn "$1" --protocol sqs --notification-endpoint "arn:aws:sqs:$AWS_REGION:000000000000:$2" \
        --attributes "$4" >/dev/null
}

bodies() {
    cli sqs receive-message --queue-url "$AWS_ENDPOINT_URL/000000000000/$1" --max-number-of-messages 10 \
        --query 'Messages[].Body'
}

# One topic, three queues.
topic=$(cli sns create-topic --name cli-news --query TopicArn)
for name in cli-first cli-second cli-third; do
    subscribe "$topic" "$name" '{}' '{}'
done
id=$(cli sns publish --topic-arn "$topic" --message 'hello ü' --query MessageId)
for name in cli-first cli-second cli-third; do
    case $(bodies "$name") in
        *"$id"*'hello ü'*) ;;
        *) fail "$name did not get the message" ;;
    esac
done

# The shop: what is bought goes to four pipelines, large amounts only to one of them.
checkout=$(cli sns create-topic --name cli-checkout --query TopicArn)
for name in cli-billing cli-shipping cli-analytics; do
    subscribe "$checkout" "$name" '{}' RawMessageDelivery=true
done
subscribe "$checkout" cli-fraud '{}' \
    '{"RawMessageDelivery":"true","FilterPolicy":"{\"amount\":[{\"numeric\":[\">=\",100]}]}"}'
order() {
    printf '{"Id":"%s","Message":"order-%s","MessageAttributes":{"amount":{"DataType":"Number","StringValue":"%s"}}}' \
        "$1" "$2" "$2"
}
cli sns publish-batch --topic-arn "$checkout" --publish-batch-request-entries \
    "[$(order a 99.99),$(order b 100),$(order c 250)]" >/dev/null
for name in cli-billing cli-shipping cli-analytics; do
    expect "$(printf 'order-99.99\torder-100\torder-250')" "$(bodies "$name")"
done
expect "$(printf 'order-100\torder-250')" "$(bodies cli-fraud)"

# A FIFO topic: all its queues have one order, and what is published again comes once.
orders=$(cli sns create-topic --name cli-orders.fifo --attributes FifoTopic=true --query TopicArn)
for name in cli-first.fifo cli-second.fifo cli-third.fifo; do
    subscribe "$orders" "$name" FifoQueue=true RawMessageDelivery=true
done
entry() {
    printf '{"Id":"%s","Message":"%s","MessageGroupId":"g","MessageDeduplicationId":"%s"}' "$1" "$2" "$2"
}
cli sns publish-batch --topic-arn "$orders" --publish-batch-request-entries \
    "[$(entry m1 a),$(entry m2 b),$(entry m3 a),$(entry m4 c)]" >/dev/null
for name in cli-first.fifo cli-second.fifo cli-third.fifo; do
    expect "$(printf 'a\tb\tc')" "$(bodies "$name")"
done

cli sns tag-resource --resource-arn "$topic" --tags Key=team,Value=blue
expect blue "$(cli sns list-tags-for-resource --resource-arn "$topic" --query 'Tags[].Value')"
cli sns delete-topic --topic-arn "$topic"
if error=$(cli sns publish --topic-arn "$topic" --message x 2>&1); then
    fail 'a deleted topic was found'
fi
case $error in
    *NotFound*'Topic does not exist'*) ;;
    *) fail "$error" ;;
esac
echo OK
