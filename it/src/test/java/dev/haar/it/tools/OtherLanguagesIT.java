package dev.haar.it.tools;

import dev.haar.it.Clients;
import dev.haar.it.HaarExtension;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * SDKs of other languages and the AWS CLI, by the programs under {@code clients}.
 *
 * <p>A test whose tool or library is absent skips itself, unless {@code HAAR_IT_REQUIRE_TOOLS=1} says that all must be
 * there. {@code HAAR_IT_AWS}, {@code HAAR_IT_PYTHON} and {@code HAAR_IT_GO} name commands that are not on the path, and
 * {@code HAAR_IT_NODE_MODULES} the directory in which {@code node_modules} has the SDK.
 */
class OtherLanguagesIT {
    @RegisterExtension
    static final HaarExtension haar = HaarExtension.fast();

    @Test
    void awsCli() {
        Map<String, String> environment = environment();
        String aws = Tool.command("HAAR_IT_AWS", "aws");
        Tool.require("The AWS CLI", environment, aws, "--version");
        environment.put("AWS", aws);
        Tool.expectOk(clients(), environment, "sh", "aws-cli.sh");
    }

    @Test
    void awsCliFanningOut() {
        Map<String, String> environment = environment();
        String aws = Tool.command("HAAR_IT_AWS", "aws");
        Tool.require("The AWS CLI", environment, aws, "--version");
        environment.put("AWS", aws);
        Tool.expectOk(clients(), environment, "sh", "aws-cli-fanout.sh");
    }

    @Test
    void boto3FanningOut() {
        Map<String, String> environment = environment();
        String python = Tool.command("HAAR_IT_PYTHON", "python3");
        Tool.require("boto3", environment, python, "-c", "import boto3");
        Tool.expectOk(clients(), environment, python, "boto3_fanout.py");
    }

    @Test
    void boto3() {
        Map<String, String> environment = environment();
        String python = Tool.command("HAAR_IT_PYTHON", "python3");
        Tool.require("boto3", environment, python, "-c", "import boto3");
        Tool.expectOk(clients(), environment, python, "boto3_client.py");
    }

    @Test
    void boto3WithEnvelopes() {
        Map<String, String> environment = environment();
        String python = Tool.command("HAAR_IT_PYTHON", "python3");
        Tool.require("boto3", environment, python, "-c", "import boto3");
        Tool.expectOk(clients(), environment, python, "boto3_envelope.py");
    }

    @Test
    void javaScriptSdk3() {
        Map<String, String> environment = environment();
        String modules = System.getenv("HAAR_IT_NODE_MODULES");
        if (modules != null) {
            environment.put("NODE_PATH", modules + File.separator + "node_modules");
        }
        Tool.require("The AWS SDK for JavaScript", environment, "node", "-e", "require('@aws-sdk/client-sqs')");
        Tool.expectOk(clients(), environment, "node", "javascript_client.cjs");
    }

    @Test
    void goSdk2() {
        Map<String, String> environment = environment();
        environment.put("GOFLAGS", "-mod=readonly");
        environment.put("GOTOOLCHAIN", "local");
        String go = Tool.command("HAAR_IT_GO", "go");
        Path module = clients().resolve("go");
        Tool.require("Go with the AWS SDK", environment, go, "-C", module.toString(), "list", "-deps", ".");
        Tool.expectOk(module, environment, go, "run", ".");
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_ENDPOINT_URL", haar.endpoint().toString());
        environment.put("AWS_ACCESS_KEY_ID", Clients.ACCESS_KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", Clients.ACCESS_KEY);
        environment.put("AWS_REGION", Clients.REGION);
        environment.put("AWS_DEFAULT_REGION", Clients.REGION);
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_CONFIG_FILE", clients().resolve("no-such-file").toString());
        environment.put(
                "AWS_SHARED_CREDENTIALS_FILE", clients().resolve("no-such-file").toString());
        environment.put("AWS_PAGER", "");
        environment.put("PYTHONIOENCODING", "utf-8");
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("NO_PROXY", "127.0.0.1,localhost");
        environment.put("no_proxy", "127.0.0.1,localhost");
        return environment;
    }

    /** Where the programs are. */
    static Path clients() {
        try {
            return Path.of(OtherLanguagesIT.class.getResource("/clients").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
