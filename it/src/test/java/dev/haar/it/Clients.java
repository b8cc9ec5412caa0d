package dev.haar.it;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.AmazonSQSClientBuilder;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** SDK clients, as users make them: nothing is out of the ordinary but the endpoint. */
public final class Clients {
    /** The access key id of those who do not care about accounts. */
    public static final String ACCESS_KEY = "test";

    /** The region of those who do not care about regions. */
    public static final String REGION = "us-east-1";

    private static final int CONNECTIONS = 200;

    private Clients() {}

    /** SDK v2, synchronous, over the HTTP client it comes with. */
    public static SqsClient sync(URI endpoint) {
        return sync(endpoint, ACCESS_KEY, REGION);
    }

    /** The same for an access key id, which may be an account, and a region. */
    public static SqsClient sync(URI endpoint, String accessKey, String region) {
        return SqsClient.builder()
                .applyMutation(builder -> configure(builder, endpoint, credentials(accessKey), region))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    /** SDK v2, asynchronous, over Netty. */
    public static SqsAsyncClient async(URI endpoint) {
        return SqsAsyncClient.builder()
                .applyMutation(builder -> configure(builder, endpoint, credentials(ACCESS_KEY), REGION))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .maxConcurrency(CONNECTIONS)
                        .connectionAcquisitionTimeout(Duration.ofMinutes(1)))
                .build();
    }

    /** SDK v2's client of SNS. */
    public static SnsClient sns(URI endpoint) {
        return SnsClient.builder()
                .applyMutation(builder -> configure(builder, endpoint, credentials(ACCESS_KEY), REGION))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    /** SDK v2's client of Cloud Map, which leaves host names as they are. */
    public static ServiceDiscoveryClient cloudMap(URI endpoint) {
        return ServiceDiscoveryClient.builder()
                .applyMutation(builder -> configure(builder, endpoint, credentials(ACCESS_KEY), REGION))
                .overrideConfiguration(
                        each -> each.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    /** SDK v2's client of KMS. */
    public static KmsClient kms(URI endpoint) {
        return KmsClient.builder()
                .applyMutation(builder -> configure(builder, endpoint, credentials(ACCESS_KEY), REGION))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    /** SDK v2's client of STS. */
    public static StsClient sts(URI endpoint, AwsCredentialsProvider credentials) {
        return StsClient.builder()
                .applyMutation(builder -> configure(builder, endpoint, credentials, REGION))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    /** SDK v2's client of SQS with credentials of the caller's. */
    public static SqsClient sync(URI endpoint, AwsCredentialsProvider credentials) {
        return SqsClient.builder()
                .applyMutation(builder -> configure(builder, endpoint, credentials, REGION))
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
    }

    /** SDK v1. */
    public static AmazonSQS sdk1(URI endpoint) {
        return AmazonSQSClientBuilder.standard()
                .withEndpointConfiguration(new EndpointConfiguration(endpoint.toString(), REGION))
                .withCredentials(new AWSStaticCredentialsProvider(new BasicAWSCredentials(ACCESS_KEY, ACCESS_KEY)))
                .build();
    }

    /** Credentials of this access key id. */
    public static AwsCredentialsProvider credentials(String accessKey) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, "test"));
    }

    private static void configure(
            AwsClientBuilder<?, ?> builder, URI endpoint, AwsCredentialsProvider credentials, String region) {
        builder.endpointOverride(endpoint).credentialsProvider(credentials).region(Region.of(region));
    }
}
