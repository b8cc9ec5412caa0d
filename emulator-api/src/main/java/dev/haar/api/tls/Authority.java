package dev.haar.api.tls;

import dev.haar.api.operator.OperatorRoutes;
import dev.haar.api.protocol.Answer;
import dev.haar.api.protocol.Body;
import dev.haar.kms.identity.Certificates;
import dev.haar.kms.identity.Identities;
import dev.haar.kms.identity.Identity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.regions.Region;

/**
 * The authority that vouches for this Haar. It is made once and kept with the state, so that people trust it once; what it
 * vouches for is made anew with each start. Its certificates are good for this machine's names and for those of AWS, which a
 * hosts entry can lead here.
 */
public final class Authority {
    private static final String NAME = "authority";
    private static final char[] PASSWORD = {};

    private final Identities identities;

    public Authority(Identities identities) {
        this.identities = identities;
    }

    /** Adds the route to the certificate to trust. */
    public void mount(OperatorRoutes routes, Executor workers) {
        routes.getLater(
                "/_haar/ca.pem",
                request -> CompletableFuture.supplyAsync(
                        () -> Answer.of(200, "application/x-pem-file", Body.of(own().pem())), workers));
    }

    /** With a certificate that this authority vouches for. */
    public SSLContext context() {
        Identity server = Certificates.issued(own(), "localhost", names());
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, PASSWORD);
            keys.setKeyEntry(
                    "server", server.key(), PASSWORD, new Certificate[] {server.certificate(), own().certificate()});
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Every Java platform has PKCS #12 and TLS.", e);
        }
    }

    private Identity own() {
        return identities.get(NAME, () -> Certificates.authority("Haar local authority"));
    }

    private static List<String> names() {
        List<String> names =
                new ArrayList<>(List.of("localhost", "*.localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "*.amazonaws.com"));
        for (Region region : Region.regions()) {
            names.add("*." + region.id() + ".amazonaws.com");
        }
        return names;
    }
}
