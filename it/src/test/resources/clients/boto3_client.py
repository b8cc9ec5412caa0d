"""SQS by boto3. Endpoint, region and credentials come by environment variables."""

import boto3

sqs = boto3.client("sqs")
assert boto3.client("sts").get_caller_identity()["Account"] == "000000000000"

queue = sqs.create_queue(
    QueueName="boto3-orders", Attributes={"VisibilityTimeout": "40"}, tags={"team": "blue"}
)["QueueUrl"]
assert sqs.get_queue_url(QueueName="boto3-orders")["QueueUrl"] == queue
attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["All"])["Attributes"]
assert attributes["VisibilityTimeout"] == "40", attributes
assert sqs.list_queue_tags(QueueUrl=queue)["Tags"] == {"team": "blue"}

# botocore verifies the MD5s of all that comes.
message_attributes = {
    "lang": {"DataType": "String.iso", "StringValue": "en"},
    "count": {"DataType": "Number", "StringValue": "3"},
    "raw": {"DataType": "Binary", "BinaryValue": b"\x00\x01\xff"},
}
sent = sqs.send_message(QueueUrl=queue, MessageBody="hello ü 😀", MessageAttributes=message_attributes)
message = sqs.receive_message(
    QueueUrl=queue,
    MessageAttributeNames=["All"],
    MessageSystemAttributeNames=["ApproximateReceiveCount"],
    WaitTimeSeconds=5,
)["Messages"][0]
assert message["MessageId"] == sent["MessageId"]
assert message["Body"] == "hello ü 😀"
assert message["MessageAttributes"] == message_attributes, message
assert message["Attributes"] == {"ApproximateReceiveCount": "1"}, message
assert message["MD5OfMessageAttributes"] == sent["MD5OfMessageAttributes"]

assert "Messages" not in sqs.receive_message(QueueUrl=queue)
sqs.change_message_visibility(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=0)
again = sqs.receive_message(QueueUrl=queue)["Messages"][0]
assert again["MessageId"] == sent["MessageId"]
sqs.delete_message(QueueUrl=queue, ReceiptHandle=again["ReceiptHandle"])

batch = sqs.send_message_batch(
    QueueUrl=queue,
    Entries=[
        {"Id": "good", "MessageBody": "a"},
        {"Id": "bad", "MessageBody": "b", "DelaySeconds": 901},
    ],
)
assert [entry["Id"] for entry in batch["Successful"]] == ["good"], batch
assert [(entry["Id"], entry["Code"]) for entry in batch["Failed"]] == [("bad", "InvalidParameterValue")], batch

fifo = sqs.create_queue(
    QueueName="boto3-orders.fifo", Attributes={"FifoQueue": "true", "ContentBasedDeduplication": "true"}
)["QueueUrl"]
numbers = [
    sqs.send_message(QueueUrl=fifo, MessageGroupId="g", MessageBody=body)["SequenceNumber"]
    for body in ("a", "b", "a", "c")
]
assert numbers[0] == numbers[2] and numbers[0] < numbers[1] < numbers[3], numbers
received = sqs.receive_message(QueueUrl=fifo, MaxNumberOfMessages=10, AttributeNames=["MessageGroupId"])["Messages"]
assert [each["Body"] for each in received] == ["a", "b", "c"]
assert all(each["Attributes"] == {"MessageGroupId": "g"} for each in received)

assert list(sqs.get_paginator("list_queues").paginate(QueueNamePrefix="boto3-", PaginationConfig={"PageSize": 1}))[1]
resource = boto3.resource("sqs").get_queue_by_name(QueueName="boto3-orders")
assert resource.url == queue

sqs.delete_queue(QueueUrl=queue)
sqs.delete_queue(QueueUrl=fifo)
try:
    sqs.get_queue_url(QueueName="boto3-orders")
    raise AssertionError("a deleted queue was found")
except sqs.exceptions.QueueDoesNotExist as e:
    assert e.response["Error"]["Code"] == "AWS.SimpleQueueService.NonExistentQueue", e.response
    assert e.response["ResponseMetadata"]["HTTPStatusCode"] == 400, e.response
print("OK")
