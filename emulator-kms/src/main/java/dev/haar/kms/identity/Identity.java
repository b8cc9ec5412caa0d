package dev.haar.kms.identity;

import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A private key with the certificate that tells whose it is.
 *
 * @param key an RSA key
 */
public record Identity(PrivateKey key, X509Certificate certificate) {
    private static final int LINE = 64;

    /** The certificate as a PEM file. */
    public String pem() {
        String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(encoded());
        return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
    }

    /** The certificate in DER. */
    public byte[] encoded() {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was made can be written.", e);
        }
    }
}
