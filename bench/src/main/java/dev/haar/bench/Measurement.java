package dev.haar.bench;

import java.io.IOException;
import java.util.List;

/** Something measured on Haar alone. */
interface Measurement {
    List<Figure> run() throws IOException;
}
