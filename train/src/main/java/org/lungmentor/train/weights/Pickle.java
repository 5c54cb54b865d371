package org.lungmentor.train.weights;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A stack machine for the part of Python's pickle protocol 2 that state_dicts are made of (pickletools.py describes the
 * opcodes). What is not on the list of opcodes and names is refused; nothing is imported, called or built but dictionaries and
 * descriptions of tensors.
 *
 * <p>Values: Long, Double, Boolean, String, BigInteger, List (list and tuple), Map, {@link #NONE}, {@link Global},
 * {@link StoredTensor.Storage}, {@link StoredTensor}.
 */
final class Pickle {
    /** Python's None. */
    static final Object NONE = new Object();

    private static final Object MARK = new Object();
    private static final int LONGEST_TEXT = 1 << 20;

    /** The name of a class or function, not the thing. */
    record Global(String name) {}

    private final DataInputStream in;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    private Pickle(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /**
     * Reads one pickle; the stream stands behind it afterwards.
     *
     * @throws IOException if it is damaged or holds anything but tensors
     */
    static Object read(InputStream in) throws IOException {
        return new Pickle(in).run();
    }

    private Object run() throws IOException {
        while (true) {
            int opcode = in.read();
            if (opcode < 0) {
                throw new EOFException("it ends too early");
            }
            if (opcode == '.') {
                return pop();
            }
            step(opcode);
        }
    }

    private void step(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> protocol(in.readUnsignedByte());
            case 'c' -> push(global(line() + " " + line()));
            case '(' -> push(MARK);
            case ')', ']' -> push(new ArrayList<>());
            case 't' -> push(popToMark());
            case 0x85 -> push(new ArrayList<>(popSome(1)));
            case 0x86 -> push(new ArrayList<>(popSome(2)));
            case 0x87 -> push(new ArrayList<>(popSome(3)));
            case '}' -> push(new LinkedHashMap<>());
            case 's' -> put(popSome(2));
            case 'u' -> put(popToMark());
            case 'a' -> append(popSome(1));
            case 'e' -> append(popToMark());
            case 'X' -> push(text(little(4)));
            case 'J' -> push((long) (int) little(4));
            case 'K' -> push((long) in.readUnsignedByte());
            case 'M' -> push(little(2));
            case 'G' -> push(in.readDouble());
            case 0x8a -> push(number(in.readUnsignedByte()));
            case 0x88 -> push(Boolean.TRUE);
            case 0x89 -> push(Boolean.FALSE);
            case 'N' -> push(NONE);
            case 'q' -> memo.put(in.readUnsignedByte(), top());
            case 'r' -> memo.put((int) little(4), top());
            case 'h' -> push(remembered(in.readUnsignedByte()));
            case 'j' -> push(remembered((int) little(4)));
            case 'Q' -> push(StoredTensor.storage(pop()));
            case 'R' -> reduce();
            case 'b' -> pop(); // BUILD hangs metadata on a dictionary
            default -> throw new IOException("it has the pickle opcode " + opcode + ", which tensors do not need");
        }
    }

    private static void protocol(int version) throws IOException {
        if (version > 2) {
            throw new IOException("it is a pickle of protocol " + version + ", and 2 is read");
        }
    }

    private static Object global(String name) throws IOException {
        boolean known = name.equals("collections OrderedDict")
                || name.equals("torch._utils _rebuild_tensor_v2")
                || name.equals("torch._utils _rebuild_parameter")
                || StoredTensor.Type.known(name);
        if (!known) {
            throw new IOException("it names '" + name + "', which is no tensor: nothing is run here, so save the"
                    + " state_dict alone with torch.save(model.state_dict(), FILE)");
        }
        return new Global(name);
    }

    private void reduce() throws IOException {
        Object arguments = pop();
        Object callable = pop();
        if (!(callable instanceof Global global) || !(arguments instanceof List<?> list)) {
            throw new IOException("it calls something that is no known name");
        }
        switch (global.name()) {
            case "collections OrderedDict" -> {
                if (!list.isEmpty()) {
                    throw new IOException("it fills a dictionary in an unknown way");
                }
                push(new LinkedHashMap<>());
            }
            case "torch._utils _rebuild_tensor_v2" -> push(StoredTensor.of(list));
            case "torch._utils _rebuild_parameter" -> {
                if (list.isEmpty() || !(list.get(0) instanceof StoredTensor)) {
                    throw new IOException("it has a parameter without a tensor");
                }
                push(list.get(0));
            }
            default -> throw new IOException("it calls '" + global.name() + "'");
        }
    }

    private void put(List<Object> pairs) throws IOException {
        if (!(top() instanceof Map<?, ?>) || pairs.size() % 2 != 0) {
            throw new IOException("it sets an item of what is no dictionary");
        }
        @SuppressWarnings("unchecked") // all maps on the stack are made here
        Map<Object, Object> map = (Map<Object, Object>) top();
        for (int i = 0; i < pairs.size(); i += 2) {
            map.put(pairs.get(i), pairs.get(i + 1));
        }
    }

    private void append(List<Object> values) throws IOException {
        if (!(top() instanceof List<?>)) {
            throw new IOException("it appends to what is no list");
        }
        @SuppressWarnings("unchecked") // all lists on the stack are made here
        List<Object> list = (List<Object>) top();
        list.addAll(values);
    }

    private void push(Object value) {
        stack.add(value);
    }

    private Object top() throws IOException {
        if (stack.isEmpty()) {
            throw new IOException("its stack is empty");
        }
        return stack.get(stack.size() - 1);
    }

    private Object pop() throws IOException {
        Object value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private List<Object> popSome(int count) throws IOException {
        if (stack.size() < count) {
            throw new IOException("its stack is empty");
        }
        List<Object> tail = stack.subList(stack.size() - count, stack.size());
        List<Object> values = new ArrayList<>(tail);
        tail.clear();
        return values;
    }

    private List<Object> popToMark() throws IOException {
        int mark = stack.lastIndexOf(MARK);
        if (mark < 0) {
            throw new IOException("it lacks a mark");
        }
        List<Object> values = popSome(stack.size() - mark - 1);
        stack.remove(mark);
        return values;
    }

    private Object remembered(int index) throws IOException {
        Object value = memo.get(index);
        if (value == null) {
            throw new IOException("it refers to what was not remembered");
        }
        return value;
    }

    private long little(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) in.readUnsignedByte() << (8 * i);
        }
        return value;
    }

    private String text(long length) throws IOException {
        if (length > LONGEST_TEXT) {
            throw new IOException("it holds a text of " + length + " bytes");
        }
        byte[] bytes = new byte[(int) length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private BigInteger number(int length) throws IOException {
        byte[] bigEndian = new byte[length + 1];
        for (int i = length; i > 0; i--) {
            bigEndian[i] = in.readByte();
        }
        bigEndian[0] = (byte) (length > 0 && bigEndian[1] < 0 ? -1 : 0);
        return new BigInteger(bigEndian);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            if (line.length() > LONGEST_TEXT) {
                throw new IOException("it holds an endless line");
            }
            line.append((char) c);
        }
        return line.toString();
    }
}
