package dev.haar.api.sqs.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Valid requests: every action of SQS in both protocols, and some that only look. */
final class Corpus {
    /** Stands for a receipt handle of a message that is in flight. */
    static final String HANDLE = "@HANDLE@";

    private static final String QUEUE = "http://localhost:4566/000000000000/fuzz";
    private static final String FIFO = "http://localhost:4566/000000000000/fuzz.fifo";
    private static final String DOOMED = "http://localhost:4566/000000000000/doomed";
    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";
    private static final String REDRIVE =
            "{\\'deadLetterTargetArn\\':\\'" + ARN + "doomed\\',\\'maxReceiveCount\\':\\'3\\'}";

    private Corpus() {}

    static List<Request> requests() {
        List<Request> all = new ArrayList<>();
        queues(all);
        messages(all);
        batches(all);
        deadLetters(all);
        forms(all);
        looks(all);
        return all;
    }

    private static void queues(List<Request> all) {
        all.add(Request.json("CreateQueue", "{'QueueName':'fuzz','Attributes':{'VisibilityTimeout':'30'}}"));
        all.add(Request.json("CreateQueue", "{'QueueName':'fuzz.fifo','Attributes':{'FifoQueue':'true'}}"));
        all.add(Request.json(
                "CreateQueue", "{'QueueName':'doomed','Attributes':{'DelaySeconds':'0'},'tags':{'a':'b','c':''}}"));
        all.add(Request.json("GetQueueUrl", "{'QueueName':'fuzz','QueueOwnerAWSAccountId':'000000000000'}"));
        all.add(Request.json("ListQueues", "{'QueueNamePrefix':'f','MaxResults':10,'NextToken':'ZnV6eg=='}"));
        all.add(Request.json("GetQueueAttributes", of(QUEUE, "'AttributeNames':['All','Policy']")));
        all.add(Request.json(
                "SetQueueAttributes",
                of(
                        QUEUE,
                        "'Attributes':{'DelaySeconds':'1','MaximumMessageSize':'2048','MessageRetentionPeriod':'60',"
                                + "'ReceiveMessageWaitTimeSeconds':'1','VisibilityTimeout':'1',"
                                + "'Policy':'{\\'Statement\\':[]}','RedrivePolicy':'" + REDRIVE
                                + "','KmsMasterKeyId':'alias/x','KmsDataKeyReusePeriodSeconds':'300'}")));
        all.add(Request.json(
                "SetQueueAttributes",
                of(
                        DOOMED,
                        "'Attributes':{'RedriveAllowPolicy':'{\\'redrivePermission\\':\\'byQueue\\',"
                                + "\\'sourceQueueArns\\':[\\'" + ARN + "fuzz\\']}'}")));
        all.add(Request.json(
                "SetQueueAttributes",
                of(
                        FIFO,
                        "'Attributes':{'ContentBasedDeduplication':'true','DeduplicationScope':'messageGroup',"
                                + "'FifoThroughputLimit':'perMessageGroupId'}")));
        all.add(Request.json(
                "AddPermission",
                of(QUEUE, "'Label':'l','AWSAccountIds':['000000000000'],'Actions':['SendMessage','*']")));
        all.add(Request.json("RemovePermission", of(QUEUE, "'Label':'l'")));
        all.add(Request.json("TagQueue", of(QUEUE, "'Tags':{'k':'v','k2':'v2'}")));
        all.add(Request.json("UntagQueue", of(QUEUE, "'TagKeys':['k','none']")));
        all.add(Request.json("ListQueueTags", of(QUEUE, "'x':1")));
        all.add(Request.json("PurgeQueue", of(DOOMED, "'x':1")));
        all.add(Request.json("DeleteQueue", of(DOOMED, "'x':1")));
    }

    private static void messages(List<Request> all) {
        all.add(Request.json(
                "SendMessage",
                of(
                        QUEUE,
                        "'MessageBody':'héllo','DelaySeconds':0,'MessageGroupId':'tenant','MessageAttributes':{"
                                + "'s':{'DataType':'String','StringValue':'text'},"
                                + "'n':{'DataType':'Number.int','StringValue':'-12.5e3'},"
                                + "'b':{'DataType':'Binary','BinaryValue':'AAEC'}},'MessageSystemAttributes':{"
                                + "'AWSTraceHeader':{'DataType':'String','StringValue':'Root=1'}}")));
        all.add(Request.json(
                "SendMessage",
                of(FIFO, "'MessageBody':'x','MessageGroupId':'g1','MessageDeduplicationId':'d1','DelaySeconds':0")));
        all.add(Request.json(
                "ReceiveMessage",
                of(
                        QUEUE,
                        "'AttributeNames':['All'],'MessageSystemAttributeNames':['SenderId'],"
                                + "'MessageAttributeNames':['s','n.*','.*'],'MaxNumberOfMessages':10,"
                                + "'VisibilityTimeout':1,'WaitTimeSeconds':1")));
        all.add(Request.json(
                "ReceiveMessage",
                of(FIFO, "'MaxNumberOfMessages':10,'WaitTimeSeconds':0,'ReceiveRequestAttemptId':'attempt'")));
        all.add(Request.json("DeleteMessage", of(QUEUE, "'ReceiptHandle':'" + HANDLE + "'")));
        all.add(Request.json(
                "ChangeMessageVisibility", of(QUEUE, "'ReceiptHandle':'" + HANDLE + "','VisibilityTimeout':10")));
    }

    private static void batches(List<Request> all) {
        all.add(Request.json(
                "SendMessageBatch",
                of(
                        QUEUE,
                        "'Entries':[{'Id':'a','MessageBody':'1','DelaySeconds':1},{'Id':'b','MessageBody':'2',"
                                + "'MessageAttributes':{'s':{'DataType':'String','StringValue':'t'}}},{'Id':'c',"
                                + "'MessageBody':'3','MessageSystemAttributes':{'AWSTraceHeader':{"
                                + "'DataType':'String','StringValue':'Root=1'}}}]")));
        all.add(Request.json(
                "SendMessageBatch",
                of(
                        FIFO,
                        "'Entries':[{'Id':'a','MessageBody':'1','MessageGroupId':'g1','MessageDeduplicationId':'x'},"
                                + "{'Id':'b','MessageBody':'2','MessageGroupId':'g2','MessageDeduplicationId':'y'}]")));
        all.add(Request.json(
                "DeleteMessageBatch",
                of(QUEUE, "'Entries':[{'Id':'a','ReceiptHandle':'" + HANDLE + "'},{'Id':'b','ReceiptHandle':'x'}]")));
        all.add(Request.json(
                "ChangeMessageVisibilityBatch",
                of(
                        QUEUE,
                        "'Entries':[{'Id':'a','ReceiptHandle':'" + HANDLE + "','VisibilityTimeout':1},"
                                + "{'Id':'b','ReceiptHandle':'x','VisibilityTimeout':43201}]")));
    }

    private static void deadLetters(List<Request> all) {
        all.add(Request.json("ListDeadLetterSourceQueues", of(DOOMED, "'MaxResults':5,'NextToken':'ZnV6eg=='")));
        all.add(Request.json(
                "StartMessageMoveTask",
                "{'SourceArn':'" + ARN + "doomed','DestinationArn':'" + ARN
                        + "fuzz','MaxNumberOfMessagesPerSecond':500}"));
        all.add(Request.json("ListMessageMoveTasks", "{'SourceArn':'" + ARN + "doomed','MaxResults':10}"));
        all.add(Request.json(
                "CancelMessageMoveTask",
                "{'TaskHandle':'eyJ0YXNrSWQiOiJ4Iiwic291cmNlQXJuIjoiYXJuOmF3czpzcXM6dXMtZWFzdC0xOjA6eCJ9'}"));
    }

    private static void forms(List<Request> all) {
        String queue = "QueueUrl=" + encoded(QUEUE);
        String fifo = "QueueUrl=" + encoded(FIFO);
        String doomed = "QueueUrl=" + encoded(DOOMED);
        all.add(Request.form("CreateQueue", "QueueName=fuzz&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=30"));
        all.add(Request.form(
                "CreateQueue",
                "QueueName=doomed&Attribute.Name=DelaySeconds&Attribute.Value=0&Tag.1.Key=a&Tag.1.Value=b"));
        all.add(Request.form("GetQueueUrl", "QueueName=fuzz&QueueOwnerAWSAccountId=000000000000"));
        all.add(Request.form("ListQueues", "QueueNamePrefix=f&MaxResults=10&NextToken=ZnV6eg%3D%3D"));
        all.add(Request.form("GetQueueAttributes", queue + "&AttributeName.1=All&AttributeName.2=Policy"));
        all.add(Request.form(
                "SetQueueAttributes",
                queue + "&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=1&Attribute.2.Name=RedrivePolicy"
                        + "&Attribute.2.Value=" + encoded(REDRIVE.replace("\\'", "\""))));
        all.add(Request.form(
                "AddPermission",
                queue + "&Label=l&AWSAccountId.1=000000000000&ActionName.1=SendMessage&ActionName.2=*"));
        all.add(Request.form("RemovePermission", queue + "&Label=l"));
        all.add(Request.form("TagQueue", queue + "&Tag.1.Key=k&Tag.1.Value=v"));
        all.add(Request.form("UntagQueue", queue + "&TagKey.1=k"));
        all.add(Request.form("ListQueueTags", queue));
        all.add(Request.form("PurgeQueue", doomed));
        all.add(Request.form("DeleteQueue", doomed));
        all.add(Request.form(
                "SendMessage",
                queue + "&MessageBody=a%20b&DelaySeconds=0&MessageAttribute.1.Name=s"
                        + "&MessageAttribute.1.Value.DataType=String&MessageAttribute.1.Value.StringValue=t"
                        + "&MessageAttribute.2.Name=b&MessageAttribute.2.Value.DataType=Binary"
                        + "&MessageAttribute.2.Value.BinaryValue=AAEC&MessageSystemAttribute.1.Name=AWSTraceHeader"
                        + "&MessageSystemAttribute.1.Value.DataType=String"
                        + "&MessageSystemAttribute.1.Value.StringValue=Root%3D1"));
        all.add(Request.form("SendMessage", fifo + "&MessageBody=x&MessageGroupId=g&MessageDeduplicationId=d"));
        all.add(Request.form(
                "ReceiveMessage",
                queue + "&MaxNumberOfMessages=10&VisibilityTimeout=1&WaitTimeSeconds=1&AttributeName.1=All"
                        + "&MessageSystemAttributeName.1=SenderId&MessageAttributeName.1=s.*"));
        all.add(Request.form("DeleteMessage", queue + "&ReceiptHandle=" + HANDLE));
        all.add(Request.form("ChangeMessageVisibility", queue + "&ReceiptHandle=" + HANDLE + "&VisibilityTimeout=10"));
        all.add(Request.form(
                "SendMessageBatch",
                queue + "&SendMessageBatchRequestEntry.1.Id=a&SendMessageBatchRequestEntry.1.MessageBody=1"
                        + "&SendMessageBatchRequestEntry.2.Id=b&SendMessageBatchRequestEntry.2.MessageBody=2"
                        + "&SendMessageBatchRequestEntry.2.MessageAttribute.1.Name=s"
                        + "&SendMessageBatchRequestEntry.2.MessageAttribute.1.Value.DataType=String"
                        + "&SendMessageBatchRequestEntry.2.MessageAttribute.1.Value.StringValue=t"));
        all.add(Request.form(
                "DeleteMessageBatch",
                queue + "&DeleteMessageBatchRequestEntry.1.Id=a&DeleteMessageBatchRequestEntry.1.ReceiptHandle="
                        + HANDLE));
        all.add(Request.form(
                "ChangeMessageVisibilityBatch",
                queue + "&ChangeMessageVisibilityBatchRequestEntry.1.Id=a"
                        + "&ChangeMessageVisibilityBatchRequestEntry.1.ReceiptHandle=" + HANDLE
                        + "&ChangeMessageVisibilityBatchRequestEntry.1.VisibilityTimeout=1"));
        all.add(Request.form("ListDeadLetterSourceQueues", doomed + "&MaxResults=5"));
        all.add(Request.form("StartMessageMoveTask", "SourceArn=" + ARN + "doomed&MaxNumberOfMessagesPerSecond=500"));
        all.add(Request.form("ListMessageMoveTasks", "SourceArn=" + ARN + "doomed&MaxResults=10"));
        all.add(Request.form("CancelMessageMoveTask", "TaskHandle=x"));
    }

    private static void looks(List<Request> all) {
        all.add(Request.get("/000000000000/fuzz?Action=GetQueueAttributes&AttributeName.1=All&Version=2012-11-05"));
        all.add(Request.get("/000000000000/fuzz?Action=SendMessage&MessageBody=from%20a%20url"));
        all.add(Request.get("/?Action=ListQueues&X-Amz-Credential=test%2F20260101%2Fus-east-1%2Fsqs%2Faws4_request"));
        all.add(Request.get("/_haar/sqs/queues/fuzz/messages?limit=5&account=000000000000"));
        all.add(Request.get("/_aws/sqs/messages?QueueUrl=" + encoded(QUEUE) + "&ShowInvisible=true&ShowDelayed=true"));
        all.add(Request.get("/_aws/sqs/messages/us-east-1/000000000000/fuzz"));
    }

    private static String of(String queueUrl, String members) {
        return "{'QueueUrl':'" + queueUrl + "'," + members + "}";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
