package org.lungmentor.jobs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.SeekableInputStream;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Ledger rows as the bytes of a Parquet file and back, in memory: such files are small, and storage need not seek. */
final class LedgerParquet {
    private static final MessageType SCHEMA = MessageTypeParser.parseMessageType(
            """
            message ledger_row {
              required binary case (STRING);
              required binary patient (STRING);
              required binary group (STRING);
              required binary step (STRING);
              required binary status (STRING);
              optional binary reason (STRING);
              optional binary message (STRING);
              required group inputs (MAP) {
                repeated group key_value {
                  required binary key (STRING);
                  required group value {
                    required binary path (STRING);
                    required int64 size;
                    required int64 modified (TIMESTAMP(MICROS,true));
                    optional binary sha256 (STRING);
                  }
                }
              }
              required binary settings_hash (STRING);
              required int32 processor_version;
              required binary software (STRING);
              required int64 started (TIMESTAMP(MICROS,true));
              required double seconds;
              required binary host (STRING);
              required binary executor (STRING);
              required group figures (MAP) {
                repeated group key_value { required binary key (STRING); required double value; }
              }
              required group notes (MAP) {
                repeated group key_value { required binary key (STRING); required binary value (STRING); }
              }
            }
            """);

    private LedgerParquet() {}

    static byte[] write(List<LedgerRow> rows) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new MemoryOutput(bytes))
                .withType(SCHEMA)
                .withConf(new Configuration(false))
                .build()) {
            for (LedgerRow row : rows) {
                writer.write(group(row));
            }
        }
        return bytes.toByteArray();
    }

    static List<LedgerRow> read(byte[] bytes) throws IOException {
        List<LedgerRow> rows = new ArrayList<>();
        try (ParquetReader<Group> reader = new Reader(new MemoryInput(bytes)).build()) {
            for (Group group = reader.read(); group != null; group = reader.read()) {
                rows.add(row(group));
            }
        }
        return rows;
    }

    private static Group group(LedgerRow row) {
        Group group = new SimpleGroup(SCHEMA);
        group.add("case", row.caseName());
        group.add("patient", row.patient());
        group.add("group", row.group());
        group.add("step", row.step());
        group.add("status", row.status().code());
        addUnlessEmpty(group, "reason", row.reason());
        addUnlessEmpty(group, "message", row.message());
        addMap(group, "inputs", row.inputs(), (entry, stamp) -> {
            Group value = entry.addGroup("value");
            value.add("path", stamp.path());
            value.add("size", stamp.size());
            value.add("modified", micros(stamp.modified()));
            addUnlessEmpty(value, "sha256", stamp.sha256());
        });
        group.add("settings_hash", row.settingsHash());
        group.add("processor_version", row.processorVersion());
        group.add("software", row.software());
        group.add("started", micros(row.started()));
        group.add("seconds", row.seconds());
        group.add("host", row.host());
        group.add("executor", row.executor());
        addMap(group, "figures", row.figures(), (entry, figure) -> entry.add("value", figure.doubleValue()));
        addMap(group, "notes", row.notes(), (entry, note) -> entry.add("value", note));
        return group;
    }

    private static LedgerRow row(Group group) {
        return new LedgerRow(
                group.getString("case", 0),
                group.getString("patient", 0),
                group.getString("group", 0),
                group.getString("step", 0),
                CaseStatus.ofCode(group.getString("status", 0)),
                orEmpty(group, "reason"),
                orEmpty(group, "message"),
                map(group, "inputs", entry -> {
                    Group value = entry.getGroup("value", 0);
                    return new InputStamp(
                            value.getString("path", 0),
                            value.getLong("size", 0),
                            instant(value.getLong("modified", 0)),
                            orEmpty(value, "sha256"));
                }),
                group.getString("settings_hash", 0),
                group.getInteger("processor_version", 0),
                group.getString("software", 0),
                instant(group.getLong("started", 0)),
                group.getDouble("seconds", 0),
                group.getString("host", 0),
                group.getString("executor", 0),
                map(group, "figures", entry -> entry.getDouble("value", 0)),
                map(group, "notes", entry -> entry.getString("value", 0)));
    }

    private static <V> void addMap(Group group, String field, SortedMap<String, V> map, BiConsumer<Group, V> value) {
        Group entries = group.addGroup(field);
        map.forEach((key, one) -> {
            Group entry = entries.addGroup("key_value");
            entry.add("key", key);
            value.accept(entry, one);
        });
    }

    private static <V> SortedMap<String, V> map(Group group, String field, Function<Group, V> value) {
        SortedMap<String, V> map = new TreeMap<>();
        Group entries = group.getGroup(field, 0);
        for (int i = 0; i < entries.getFieldRepetitionCount("key_value"); i++) {
            Group entry = entries.getGroup("key_value", i);
            map.put(entry.getString("key", 0), value.apply(entry));
        }
        return map;
    }

    private static void addUnlessEmpty(Group group, String field, String text) {
        if (!text.isEmpty()) {
            group.add(field, text);
        }
    }

    private static String orEmpty(Group group, String field) {
        return group.getFieldRepetitionCount(field) == 0 ? "" : group.getString(field, 0);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static final class Reader extends ParquetReader.Builder<Group> {
        Reader(InputFile file) {
            super(file);
        }

        @Override
        protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
        }
    }

    private record MemoryInput(byte[] bytes) implements InputFile {
        @Override
        public long getLength() {
            return bytes.length;
        }

        @Override
        public SeekableInputStream newStream() {
            SeekableBytes in = new SeekableBytes(bytes);
            return new DelegatingSeekableInputStream(in) {
                @Override
                public long getPos() {
                    return in.position();
                }

                @Override
                public void seek(long position) {
                    in.seek(position);
                }
            };
        }
    }

    private static final class SeekableBytes extends ByteArrayInputStream {
        SeekableBytes(byte[] bytes) {
            super(bytes);
        }

        int position() {
            return pos;
        }

        void seek(long position) {
            pos = Math.toIntExact(position);
        }
    }

    private record MemoryOutput(ByteArrayOutputStream bytes) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSize) {
            return new PositionOutputStream() {
                @Override
                public long getPos() {
                    return bytes.size();
                }

                @Override
                public void write(int one) {
                    bytes.write(one);
                }

                @Override
                public void write(byte[] some, int offset, int length) {
                    bytes.write(some, offset, length);
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) {
            return create(blockSize);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}
