package io.pareidolia.dream.graph.model;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The attributes of a node, read by name with the operator's default. */
public final class Attributes {
    public static final Attributes NONE = new Attributes(Map.of());

    private final Map<String, AttributeProto> byName;

    private Attributes(Map<String, AttributeProto> byName) {
        this.byName = byName;
    }

    static Attributes of(List<AttributeProto> attributes) {
        Map<String, AttributeProto> byName = new LinkedHashMap<>();
        attributes.forEach(attribute -> byName.put(attribute.getName(), attribute));
        return new Attributes(byName);
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    public long integer(String name, long otherwise) {
        AttributeProto attribute = byName.get(name);
        return attribute == null ? otherwise : attribute.getI();
    }

    public float number(String name, float otherwise) {
        AttributeProto attribute = byName.get(name);
        return attribute == null ? otherwise : attribute.getF();
    }

    public String text(String name, String otherwise) {
        AttributeProto attribute = byName.get(name);
        return attribute == null ? otherwise : attribute.getS().toStringUtf8();
    }

    public long[] integers(String name, long... otherwise) {
        AttributeProto attribute = byName.get(name);
        return attribute == null
                ? otherwise
                : attribute.getIntsList().stream().mapToLong(Long::longValue).toArray();
    }

    public float[] numbers(String name) {
        AttributeProto attribute = byName.get(name);
        if (attribute == null) {
            return new float[0];
        }
        float[] values = new float[attribute.getFloatsCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = attribute.getFloats(i);
        }
        return values;
    }

    Optional<TensorProto> tensor(String name) {
        return Optional.ofNullable(byName.get(name)).map(AttributeProto::getT);
    }

    /** These with an integer set. */
    public Attributes with(String name, long value) {
        return with(start(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build());
    }

    /** These with a number set. */
    public Attributes with(String name, float value) {
        return with(start(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build());
    }

    /** These with a word set. */
    public Attributes with(String name, String value) {
        return with(start(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build());
    }

    /** These with integers set. */
    public Attributes with(String name, long... values) {
        AttributeProto.Builder attribute = start(name).setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return with(attribute.build());
    }

    /** These with a tensor set. */
    Attributes with(String name, TensorProto value) {
        return with(start(name)
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(value)
                .build());
    }

    private static AttributeProto.Builder start(String name) {
        return AttributeProto.newBuilder().setName(name);
    }

    private Attributes with(AttributeProto attribute) {
        Map<String, AttributeProto> changed = new LinkedHashMap<>(byName);
        changed.put(attribute.getName(), attribute);
        return new Attributes(changed);
    }

    /** These without some. */
    public Attributes without(String... names) {
        Map<String, AttributeProto> changed = new LinkedHashMap<>(byName);
        for (String name : names) {
            changed.remove(name);
        }
        return new Attributes(changed);
    }

    Collection<AttributeProto> protos() {
        return byName.values();
    }

    /** Equal for nodes with equal attributes, in whatever order. */
    public String key() {
        StringBuilder key = new StringBuilder();
        byName.keySet().stream()
                .sorted()
                .forEach(name -> key.append(byName.get(name)).append(';'));
        return key.toString();
    }
}
