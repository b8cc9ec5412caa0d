package org.h2.mvstore.type;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;

/**
 * How H2 writes down which classes read the columns of a table: by their names. In Haar's jar H2 is relocated, and a file
 * with those names would be of no use to any other H2. So this stands in for H2's own class: it writes the names that the
 * classes have in H2's jar, and finds the relocated classes by them.
 *
 * @param <D> the type of the database
 */
public final class MetaType<D> extends BasicDataType<DataType<?>> {
    private static final int MEMORY = 24;

    /** Where H2's packages begin in H2's own jar. Not one literal, which the relocation would change with the others. */
    private static final String ORIGINAL = String.join(".", "org", "h2", "");

    /** Where they begin here. */
    private static final String HERE = home();

    private final D database;
    private final Thread.UncaughtExceptionHandler exceptionHandler;

    /** What the classes that have been met are good for: a factory, or the only instance. */
    private final Map<String, Object> known = new ConcurrentHashMap<>();

    /**
     * @param database what factories are given
     * @param exceptionHandler is told why a class cannot be found; may be null
     */
    public MetaType(D database, Thread.UncaughtExceptionHandler exceptionHandler) {
        this.database = database;
        this.exceptionHandler = exceptionHandler;
    }

    private static String home() {
        String name = MetaType.class.getName();
        return name.substring(0, name.length() - "mvstore.type.MetaType".length());
    }

    @Override
    public int getMemory(DataType<?> type) {
        return MEMORY;
    }

    @Override
    public void write(WriteBuffer to, DataType<?> type) {
        if (type instanceof StatefulDataType) {
            @SuppressWarnings("unchecked")
            StatefulDataType<D> stateful = (StatefulDataType<D>) type;
            StatefulDataType.Factory<D> factory = stateful.getFactory();
            writeName(to, factory == null ? type : factory);
            stateful.save(to, this);
        } else {
            writeName(to, type);
        }
    }

    private static void writeName(WriteBuffer to, Object described) {
        String name = described.getClass().getName();
        String written = name.startsWith(HERE) ? ORIGINAL + name.substring(HERE.length()) : name;
        to.putVarInt(written.length()).putStringData(written, written.length());
    }

    @Override
    public DataType<?> read(ByteBuffer from) {
        String written = DataUtils.readString(from, DataUtils.readVarInt(from));
        try {
            Object described = known.get(written);
            if (described == null) {
                described = find(written);
            }
            if (described instanceof StatefulDataType.Factory) {
                @SuppressWarnings("unchecked")
                StatefulDataType.Factory<D> factory = (StatefulDataType.Factory<D>) described;
                return factory.create(from, this, database);
            }
            return (DataType<?>) described;
        } catch (ReflectiveOperationException | SecurityException | IllegalArgumentException e) {
            if (exceptionHandler != null) {
                exceptionHandler.uncaughtException(Thread.currentThread(), e);
            }
            throw new IllegalStateException("The file names a class that is not there: " + written, e);
        }
    }

    private Object find(String written) throws ReflectiveOperationException {
        // A name that does not begin as H2's do is from before names were written as they are in H2's jar.
        Class<?> type =
                Class.forName(written.startsWith(ORIGINAL) ? HERE + written.substring(ORIGINAL.length()) : written);
        Object only = only(type);
        Object described = only == null ? type.getDeclaredConstructor().newInstance() : only;
        if (only != null || described instanceof StatefulDataType.Factory) {
            known.put(written, described);
        }
        return described;
    }

    private static Object only(Class<?> type) throws IllegalAccessException {
        try {
            return type.getDeclaredField("INSTANCE").get(null);
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    @Override
    public DataType<?>[] createStorage(int size) {
        return new DataType<?>[size];
    }
}
