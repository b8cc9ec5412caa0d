#!/bin/sh
# SQS by the AWS CLI. $AWS is the command; endpoint, region and credentials come by environment variables.
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

expect 000000000000 "$(cli sts get-caller-identity --query Account)"

queue=$(cli sqs create-queue --queue-name cli-orders --attributes VisibilityTimeout=40 --tags team=blue --query QueueUrl)
expect "$queue" "$(cli sqs get-queue-url --queue-name cli-orders --query QueueUrl)"
expect 40 "$(cli sqs get-queue-attributes --queue-url "$queue" --attribute-names All --query Attributes.VisibilityTimeout)"
expect blue "$(cli sqs list-queue-tags --queue-url "$queue" --query Tags.team)"

id=$(cli sqs send-message --queue-url "$queue" --message-body 'hello ü' \
    --message-attributes '{"lang":{"DataType":"String","StringValue":"en"},"raw":{"DataType":"Binary","BinaryValue":"AQID"}}' \
    --query MessageId)
received=$(cli sqs receive-message --queue-url "$queue" --message-attribute-names All --wait-time-seconds 5 \
    --query 'Messages[0].[MessageId,Body,MessageAttributes.lang.StringValue]')
expect "$(printf '%s\thello ü\ten' "$id")" "$received"

# Received once more, as the handle is wanted too.
cli sqs purge-queue --queue-url "$queue"
cli sqs send-message --queue-url "$queue" --message-body again >/dev/null
handle=$(cli sqs receive-message --queue-url "$queue" --query 'Messages[0].ReceiptHandle')
expect None "$(cli sqs receive-message --queue-url "$queue" --query 'Messages[0].Body')"
cli sqs change-message-visibility --queue-url "$queue" --receipt-handle "$handle" --visibility-timeout 0
handle=$(cli sqs receive-message --queue-url "$queue" --query 'Messages[0].ReceiptHandle')
cli sqs delete-message --queue-url "$queue" --receipt-handle "$handle"
expect 0 "$(cli sqs get-queue-attributes --queue-url "$queue" --attribute-names All \
    --query Attributes.ApproximateNumberOfMessagesNotVisible)"

fifo=$(cli sqs create-queue --queue-name cli-orders.fifo --query QueueUrl \
    --attributes FifoQueue=true,ContentBasedDeduplication=true)
for body in a b a c; do
    cli sqs send-message --queue-url "$fifo" --message-group-id g --message-body "$body" >/dev/null
done
expect "$(printf 'a\tb\tc')" "$(cli sqs receive-message --queue-url "$fifo" --max-number-of-messages 10 --query 'Messages[].Body')"

cli sqs delete-queue --queue-url "$queue"
cli sqs delete-queue --queue-url "$fifo"
if error=$(cli sqs get-queue-url --queue-name cli-orders 2>&1); then
    fail 'a deleted queue was found'
fi
case $error in
    *NonExistentQueue* | *QueueDoesNotExist*) ;;
    *) fail "$error" ;;
esac
echo OK
