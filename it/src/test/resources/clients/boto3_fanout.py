"""Fan-out by boto3: topics, queues, an HTTP endpoint. Endpoint, region and credentials come by environment variables."""

import http.server
import json
import os
import queue
import threading
import time
import urllib.request

import boto3

sns = boto3.client("sns")
sqs = boto3.client("sqs")


def make_queue(name, **attributes):
    url = sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    return url, arn


def take(url):
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, MessageAttributeNames=["All"]).get("Messages", [])
    if messages:
        handles = [{"Id": str(i), "ReceiptHandle": each["ReceiptHandle"]} for i, each in enumerate(messages)]
        sqs.delete_message_batch(QueueUrl=url, Entries=handles)
    return messages


# --- One topic, three queues.
topic = sns.create_topic(Name="boto3-news", Tags=[{"Key": "team", "Value": "blue"}])["TopicArn"]
queues = []
for name in ("boto3-first", "boto3-second", "boto3-third"):
    url, arn = make_queue(name)
    queues.append(url)
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
attributes = {
    "lang": {"DataType": "String", "StringValue": "en"},
    "count": {"DataType": "Number", "StringValue": "3"},
    "raw": {"DataType": "Binary", "BinaryValue": b"\x00\x01\xff"},
}
published = sns.publish(TopicArn=topic, Subject="greeting", Message="hello ü 😀", MessageAttributes=attributes)
for url in queues:
    [message] = take(url)
    envelope = json.loads(message["Body"])
    assert envelope["MessageId"] == published["MessageId"], envelope
    assert (envelope["Subject"], envelope["Message"]) == ("greeting", "hello ü 😀"), envelope
    assert envelope["MessageAttributes"]["raw"] == {"Type": "Binary", "Value": "AAH/"}, envelope
    assert "MessageAttributes" not in message, message
assert sns.get_topic_attributes(TopicArn=topic)["Attributes"]["SubscriptionsConfirmed"] == "3"
assert boto3.resource("sns").Topic(topic).subscriptions
# botocore looks for the results of these though there is nothing in them.
sns.tag_resource(ResourceArn=topic, Tags=[{"Key": "colour", "Value": "red"}])
sns.untag_resource(ResourceArn=topic, TagKeys=["team"])
assert sns.list_tags_for_resource(ResourceArn=topic)["Tags"] == [{"Key": "colour", "Value": "red"}]
sns.set_sms_attributes(attributes={"DefaultSenderID": "Haar"})
sns.opt_in_phone_number(phoneNumber="+15550100")

# --- The shop: what is bought goes to four pipelines, large amounts only to one of them.
checkout = sns.create_topic(Name="boto3-checkout")["TopicArn"]
pipelines = {}
for name in ("billing", "shipping", "analytics", "fraud"):
    pipelines[name], arn = make_queue("boto3-" + name)
    settings = {"RawMessageDelivery": "true"}
    if name == "fraud":
        settings["FilterPolicy"] = json.dumps({"amount": [{"numeric": [">=", 100]}]})
    sns.subscribe(TopicArn=checkout, Protocol="sqs", Endpoint=arn, Attributes=settings)
for amount in ("99.99", "100", "250"):
    amounts = {"amount": {"DataType": "Number", "StringValue": amount}}
    sns.publish(TopicArn=checkout, Message="order of " + amount, MessageAttributes=amounts)
for name, url in pipelines.items():
    messages = take(url)
    wanted = ["order of 100", "order of 250"] if name == "fraud" else ["order of 99.99", "order of 100", "order of 250"]
    assert [each["Body"] for each in messages] == wanted, (name, messages)
    assert messages[-1]["MessageAttributes"] == {"amount": {"DataType": "Number", "StringValue": "250"}}, messages

# --- A FIFO topic: all its queues have one order.
orders = sns.create_topic(Name="boto3-orders.fifo", Attributes={"FifoTopic": "true"})["TopicArn"]
fifos = []
for name in ("boto3-first.fifo", "boto3-second.fifo", "boto3-third.fifo"):
    url, arn = make_queue(name, FifoQueue="true")
    fifos.append(url)
    sns.subscribe(TopicArn=orders, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"})
bodies = [f"{number % 20}-{number}" for number in range(1000)]
for start in range(0, len(bodies), 10):
    entries = [
        {"Id": f"m{i}", "Message": body, "MessageGroupId": body.split("-")[0], "MessageDeduplicationId": body}
        for i, body in enumerate(bodies[start : start + 10])
    ]
    answer = sns.publish_batch(TopicArn=orders, PublishBatchRequestEntries=entries)
    assert len(answer["Successful"]) == 10 and not answer["Failed"], answer
for url in fifos:
    found = {}
    while messages := take(url):
        for message in messages:
            found.setdefault(message["Body"].split("-")[0], []).append(message["Body"])
    assert found == {str(group): bodies[group::20] for group in range(20)}

# --- An HTTP endpoint: it agrees, fails, is tried again on the moved clock, and loses a message to the dead-letter queue.
posts = queue.Queue()
status = 200


class Subscriber(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        posts.put((dict(self.headers), json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


def operate(path, body=None):
    request = urllib.request.Request(os.environ["AWS_ENDPOINT_URL"] + path, data=body and json.dumps(body).encode())
    return json.load(urllib.request.urlopen(request))


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Subscriber)
threading.Thread(target=server.serve_forever, daemon=True).start()
dead, dead_arn = make_queue("boto3-dead")
events = sns.create_topic(Name="boto3-events")["TopicArn"]
subscription = sns.subscribe(
    TopicArn=events,
    Protocol="http",
    Endpoint=f"http://127.0.0.1:{server.server_port}/shop",
    Attributes={"RedrivePolicy": json.dumps({"deadLetterTargetArn": dead_arn})},
    ReturnSubscriptionArn=True,
)["SubscriptionArn"]
headers, question = posts.get(timeout=30)
assert headers["x-amz-sns-message-type"] == "SubscriptionConfirmation", headers
assert sns.confirm_subscription(TopicArn=events, Token=question["Token"])["SubscriptionArn"] == subscription
status = 500
operate("/_haar/clock", {"freeze": True})
hello = sns.publish(TopicArn=events, Message="hello")["MessageId"]
for attempt in range(1, 5):
    headers, notification = posts.get(timeout=30)
    assert notification["Message"] == "hello", notification
    for _ in range(600):
        [latest] = operate("/_haar/sns/deliveries?topic=" + events + "&limit=1")["deliveries"]
        if (latest["messageId"], latest["attempt"]) == (hello, attempt):
            break
        time.sleep(0.05)
    operate("/_haar/clock", {"advance": "PT20S"})
assert posts.empty()
[letter] = take(dead)
assert json.loads(letter["Body"])["Message"] == "hello", letter
operate("/_haar/clock", {"unfreeze": True})
status = 200
sns.publish(TopicArn=events, Message="again")
assert posts.get(timeout=30)[1]["Message"] == "again"

for each in (topic, checkout, orders, events):
    sns.delete_topic(TopicArn=each)
try:
    sns.publish(TopicArn=topic, Message="x")
    raise AssertionError("a deleted topic was found")
except sns.exceptions.NotFoundException as e:
    assert e.response["Error"]["Message"] == "Topic does not exist", e.response
print("OK")
