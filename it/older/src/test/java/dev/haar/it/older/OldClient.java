package dev.haar.it.older;

import com.amazonaws.Request;
import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.handlers.RequestHandler2;
import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.AmazonSQSClientBuilder;
import dev.haar.Haar;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An old SDK's client of a Haar in this virtual machine, or of the one that the system property {@code haar.endpoint}
 * names. Queues of earlier tests are gone.
 */
final class OldClient implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private final Set<String> actions = ConcurrentHashMap.newKeySet();
    private Haar haar;
    private AmazonSQS sqs;

    @Override
    public void beforeAll(ExtensionContext context) {
        String elsewhere = System.getProperty("haar.endpoint");
        haar = elsewhere == null ? Haar.start() : null;
        URI endpoint = haar == null ? URI.create(elsewhere) : haar.endpoint();
        sqs = AmazonSQSClientBuilder.standard()
                .withEndpointConfiguration(new EndpointConfiguration(endpoint.toString(), "us-east-1"))
                .withCredentials(new AWSStaticCredentialsProvider(new BasicAWSCredentials("test", "test")))
                .withRequestHandlers(new RequestHandler2() {
                    @Override
                    public void beforeRequest(Request<?> request) {
                        actions.addAll(request.getParameters().getOrDefault("Action", List.of()));
                    }
                })
                .build();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sqs.listQueues().getQueueUrls().forEach(sqs::deleteQueue);
        actions.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        sqs.shutdown();
        if (haar != null) {
            haar.close();
        }
    }

    AmazonSQS sqs() {
        return sqs;
    }

    /** The actions that went out as parameters of AWS Query in this test. */
    Set<String> queryActions() {
        return Set.copyOf(actions);
    }
}
