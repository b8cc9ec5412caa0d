package dev.haar.api.sns;

import dev.haar.engine.topic.Signer;
import dev.haar.kms.identity.Certificates;
import dev.haar.kms.identity.Identities;
import dev.haar.kms.identity.Identity;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/**
 * The key that notifications are signed with. Its certificate carries the names that validators look for in each region, and
 * its file's name tells one certificate from another, as on AWS. Safe for use by several threads.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html">Verifying signatures</a>
 */
public final class SigningKey implements Signer {
    private static final String NAME = "sns-signing";
    private static final String SERVICE = "sns.amazonaws.com";

    /** What the name of the certificate's file begins with, as on AWS. */
    static final String FILE = "SimpleNotificationService-";

    private final Identities identities;
    private final Optional<String> base;

    /** @param base where the certificate is said to be, without a trailing slash; empty for where AWS's is */
    public SigningKey(Identities identities, Optional<String> base) {
        this.identities = identities;
        this.base = base;
    }

    @Override
    public String sign(String text, int version) {
        try {
            Signature signature = Signature.getInstance(version == 2 ? "SHA256withRSA" : "SHA1withRSA");
            signature.initSign(identity().key());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Signing with a key of one's own does not fail.", e);
        }
    }

    @Override
    public String certificateUrl(String region) {
        return base.orElseGet(() -> "https://sns." + region + domain(region)) + "/" + file();
    }

    /** The certificate as a PEM file. */
    String pem() {
        return identity().pem();
    }

    /** What the certificate's file is called. */
    String file() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(identity().encoded());
            return FILE + HexFormat.of().formatHex(digest, 0, 16) + ".pem";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private Identity identity() {
        return identities.get(NAME, () -> Certificates.selfSigned(SERVICE, names()));
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(SERVICE));
        for (Region region : Region.regions()) {
            if (!region.isGlobalRegion()) {
                names.add("sns." + region.id() + domain(region.id()));
                names.add("sns-signing." + region.id() + domain(region.id()));
                names.add("sns-" + region.id() + domain(region.id()));
            }
        }
        return names;
    }

    private static String domain(String region) {
        return region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
    }
}
