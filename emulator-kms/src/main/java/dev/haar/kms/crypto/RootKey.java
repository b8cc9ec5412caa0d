package dev.haar.kms.crypto;

import dev.haar.core.util.PrivateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;

/**
 * The key under which all key material is wrapped before it is written anywhere. It lies in a file of its own, 64
 * hexadecimal digits that only its owner may read; or nowhere, if nothing is to outlive the process.
 */
public final class RootKey {
    private static final int BYTES = 32;

    private final Path file;
    private SecretBytes key;

    private RootKey(Path file) {
        this.file = file;
    }

    /** A root key that goes with the process. */
    public static RootKey ephemeral() {
        return new RootKey(null);
    }

    /** The root key in a file; {@link #open} reads it. */
    public static RootKey in(Path file) {
        return new RootKey(file);
    }

    /** Where it lies; null if it goes with the process. */
    public Path file() {
        return file;
    }

    /**
     * Reads the file, or makes it with a new key. Once is enough, and it need not be before there is a key to wrap.
     *
     * @throws IOException if that cannot be, or the file holds something else
     */
    public synchronized void open() throws IOException {
        if (key == null) {
            key = file == null ? new SecretBytes(Randomness.bytes(BYTES)) : read();
        }
    }

    private SecretBytes read() throws IOException {
        if (!Files.exists(file)) {
            make();
        }
        String digits = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (!digits.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
            throw new IOException("The file " + file + " holds no root key.");
        }
        return new SecretBytes(HexFormat.of().parseHex(digits));
    }

    /** Makes the file in one step, so that being killed leaves the whole of it or none. */
    private void make() throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        byte[] digits = (HexFormat.of().formatHex(Randomness.bytes(BYTES)) + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = PrivateFile.create(fresh)) {
            ByteBuffer rest = ByteBuffer.wrap(digits);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Encrypts.
     *
     * @param purpose what this is and whose, which must be the same when it is opened
     */
    public byte[] wrap(String purpose, byte[] secret) {
        return AesGcm.seal(opened(), purpose.getBytes(StandardCharsets.UTF_8), secret);
    }

    /**
     * Decrypts what {@link #wrap} made for the same purpose.
     *
     * @throws AEADBadTagException if this is something else
     */
    public byte[] unwrap(String purpose, byte[] wrapped) throws AEADBadTagException {
        return AesGcm.open(opened(), purpose.getBytes(StandardCharsets.UTF_8), wrapped);
    }

    private synchronized SecretBytes opened() {
        if (key == null) {
            try {
                open();
            } catch (IOException e) {
                throw new UncheckedIOException("The root key in " + file + " cannot be read.", e);
            }
        }
        return key;
    }
}
