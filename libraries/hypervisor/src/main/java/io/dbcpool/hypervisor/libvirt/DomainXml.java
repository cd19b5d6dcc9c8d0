package io.dbcpool.hypervisor.libvirt;

import io.dbcpool.hypervisor.DomainDefinition;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * libvirt's XML of a domain. It comes from whoever defined the domain, so what cannot be read is a value and no
 * exception, and nothing in it makes us open a file or a connection.
 */
public final class DomainXml {

    /** Far more than any domain has; libvirt itself sends at most 4 MiB. */
    static final int MAX_CHARS = 1 << 20;

    private static final String GUEST_AGENT = "org.qemu.guest_agent.0";

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** Made once: to make one takes several times as long as to read a domain with it. */
    private static final Queue<DocumentBuilder> IDLE = new ArrayBlockingQueue<>(4);

    /** What came of reading. */
    public sealed interface Outcome permits Read, Refused {}

    public record Read(DomainDefinition definition) implements Outcome {}

    /** @param reason what was wanted and what was found */
    public record Refused(String reason) implements Outcome {}

    private DomainXml() {}

    public static Outcome read(String xml) {
        if (xml.length() > MAX_CHARS) {
            return new Refused("wanted at most " + MAX_CHARS + " characters, found " + xml.length());
        }
        DocumentBuilder builder = Optional.ofNullable(IDLE.poll()).orElseGet(DomainXml::hardenedBuilder);
        try {
            InputSource source = new InputSource(new StringReader(xml));
            return read(builder.parse(source).getDocumentElement());
        } catch (SAXParseException e) {
            return new Refused("line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ": " + e.getMessage());
        } catch (SAXException | IOException e) {
            return new Refused("wanted XML: " + e.getMessage());
        } finally {
            boolean unused = IDLE.offer(builder);
        }
    }

    /** @throws IllegalArgumentException with the reason, if it cannot be read */
    static DomainDefinition get(String xml) {
        Outcome outcome = read(xml);
        if (outcome instanceof Refused refused) {
            throw new IllegalArgumentException(refused.reason());
        }
        return ((Read) outcome).definition();
    }

    private static Outcome read(Element domain) {
        if (!domain.getTagName().equals("domain")) {
            return new Refused("wanted <domain>, found <" + domain.getTagName() + ">");
        }
        Optional<String> uuid = text(domain, "uuid");
        if (uuid.filter(text -> UUID_FORM.matcher(text).matches()).isEmpty()) {
            return new Refused("wanted a UUID in <uuid>, found " + uuid.orElse("none"));
        }
        Optional<String> name = text(domain, "name");
        if (name.isEmpty()) {
            return new Refused("wanted a <name>, found none");
        }
        return new Read(new DomainDefinition(
                UUID.fromString(uuid.get()),
                name.get(),
                domain.getAttribute("type"),
                text(domain, "on_poweroff").orElse("destroy"),
                attributes(elements(domain, "devices", "interface", "filterref"), "filter"),
                diskSources(domain),
                attributes(elements(domain, "devices", "channel", "source"), "path"),
                attributes(elements(domain, "features", "hyperv", "vendor_id"), "value").stream()
                        .findFirst(),
                attributes(elements(domain, "devices", "channel", "target"), "name")
                        .contains(GUEST_AGENT),
                elements(domain, "devices", "hostdev", "source", "address").stream()
                        .filter(address -> address.hasAttribute("bus"))
                        .map(DomainXml::pciAddress)
                        .toList(),
                ownerMark(domain)));
    }

    private static List<String> diskSources(Element domain) {
        return elements(domain, "devices", "disk", "source").stream()
                .map(source -> source.hasAttribute("file") ? source.getAttribute("file") : source.getAttribute("dev"))
                .filter(path -> !path.isEmpty())
                .toList();
    }

    private static Optional<String> ownerMark(Element domain) {
        return elements(domain, "metadata").stream()
                .flatMap(metadata -> children(metadata).stream())
                .filter(mark -> DomainDefinition.MARK_NAMESPACE.equals(mark.getNamespaceURI())
                        && "own".equals(mark.getLocalName()))
                .map(mark -> mark.getAttribute("nonce"))
                .filter(nonce -> !nonce.isBlank())
                .findFirst();
    }

    /** libvirt writes each part as {@code 0x17}. */
    private static String pciAddress(Element address) {
        return "%s:%s:%s.%s"
                .formatted(
                        hex(address, "domain", "0000"),
                        hex(address, "bus", "00"),
                        hex(address, "slot", "00"),
                        hex(address, "function", "0"));
    }

    private static String hex(Element address, String attribute, String otherwise) {
        String value = address.getAttribute(attribute);
        return value.startsWith("0x") ? value.substring(2) : value.isEmpty() ? otherwise : value;
    }

    private static List<String> attributes(List<Element> elements, String attribute) {
        return elements.stream()
                .map(element -> element.getAttribute(attribute))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static Optional<String> text(Element parent, String child) {
        return elements(parent, child).stream()
                .map(element -> element.getTextContent().strip())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** All elements at this path, each step a direct child of the one before. */
    private static List<Element> elements(Element root, String... path) {
        List<Element> found = List.of(root);
        for (String step : path) {
            var next = new ArrayList<Element>();
            for (Element element : found) {
                for (Element child : children(element)) {
                    if (child.getTagName().equals(step)) {
                        next.add(child);
                    }
                }
            }
            found = next;
        }
        return found;
    }

    private static List<Element> children(Element parent) {
        var children = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    /** With no DTD there are no entities, neither external nor multiplying. */
    private static DocumentBuilder hardenedBuilder() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            factory.setFeature("http://apache.org/xml/features/dom/defer-node-expansion", false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own parser has these features", e);
        }
    }
}
