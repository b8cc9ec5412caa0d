package dev.haar.api.protocol;

import java.util.Arrays;

/** Bytes that are being written, and how many there are. */
final class Buffer {
    private byte[] bytes;
    private int size;

    Buffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    void size(int written) {
        this.size = written;
    }

    int capacity() {
        return bytes.length;
    }

    /** Makes room for that many bytes more. */
    void reserve(int room) {
        if (bytes.length - size < room) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + room));
        }
    }

    void add(byte one) {
        reserve(1);
        bytes[size++] = one;
    }

    void add(byte[] more) {
        add(more, 0, more.length);
    }

    void add(byte[] more, int from, int length) {
        reserve(length);
        System.arraycopy(more, from, bytes, size, length);
        size += length;
    }
}
