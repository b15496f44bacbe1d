// What is wrong, and the cure; the same as the core says it in English.
import type { Said } from "../../ipc";

type Sentences = Record<Said["id"], { what: string; cure: string }>;

export const said = {
  said: {
    alreadyCapturing: {
      what: "Another capture is running.",
      cure: "Stop the running capture, then start the new one.",
    },
    askRefused: {
      what: "The consent was refused, or nobody here could be asked for it.",
      cure: "Try again, or run the command in a terminal.",
    },
    badNetwork: {
      what: "A network of the filter is none.",
      cure: "Change the filter or the search.",
    },
    builtHere: {
      what: "This Weir was built here, not installed, so its button cannot change the permission.",
      cure: "Run the command in the folder of the sources.",
    },
    cannotStart: {
      what: "The capture program could not be started.",
      cure: "Try again; if it stays so, report it.",
    },
    captureFailed: {
      what: "Capturing on {{name}} failed.",
      cure: "Try again; if it stays so, report it with the details.",
    },
    captureFilterLine: {
      what: "The capture filter has a line break or a zero at character {{place}}.",
      cure: "Write it in one line.",
    },
    captureFilterLong: {
      what: "The capture filter has {{bytes}} bytes; at most {{most}} are allowed.",
      cure: "Name networks instead of single addresses, such as: net 192.0.2.0/24.",
    },
    captureFilterName: {
      what: "A name in the capture filter could not be looked up in time.",
      cure: "Write its address instead.",
    },
    captureFilterNotHere: {
      what: "The capture filter cannot be used on {{name}}.",
      cure: "Shorten or remove it, or choose another interface or engine.",
    },
    captureFilterNotInFile: {
      what: "{{name}} has packets of a kind that this capture filter cannot be used on.",
      cure: "Leave the filter out, or write one that says nothing about the link header.",
    },
    captureFilterSize: {
      what: "The capture filter has {{instructions}} instructions; the kernel takes {{most}}.",
      cure: "Name networks instead of single addresses, or ranges instead of single ports.",
    },
    captureFilterVlan: {
      what: "The engine pnet cannot see VLAN tags, and the capture filter asks for them.",
      cure: "Choose the packet ring as engine, or a filter without vlan.",
    },
    captureFilterWrong: {
      what: "The capture filter is not valid: {{message}}.",
      cure: "Write it as for tcpdump, such as: tcp port 443 and not host 192.0.2.1.",
    },
    captureFilterWrongAt: {
      what: "The capture filter is not valid: {{message}} at {{place}}.",
      cure: "Write it as for tcpdump, such as: tcp port 443 and not host 192.0.2.1.",
    },
    checkAnswers: {
      what: "Capture program starts and answers",
      cure: "",
    },
    checkFound: {
      what: "Capture program found",
      cure: "",
    },
    checkInterface: {
      what: "There is an interface to capture on",
      cure: "",
    },
    checkNewest: {
      what: "It is the newest build",
      cure: "",
    },
    checkPermitted: {
      what: "It has the permission to capture",
      cure: "",
    },
    checkRunnable: {
      what: "This account may run it",
      cure: "",
    },
    consentNotGiven: {
      what: "The administrator's consent was not given.",
      cure: "Try again, or run the command in a terminal.",
    },
    container: {
      what: "This container does not allow packet capture.",
      cure: "Start the container with the NET_RAW capability, or run Weir outside of it.",
    },
    exportKind: {
      what: "Weir does not save files of this kind.",
      cure: "It saves these: {{kinds}}.",
    },
    exportLarge: {
      what: "This export is larger than {{most}} MiB.",
      cure: "Narrow what is shown with a filter, then export again.",
    },
    exportNames: {
      what: "There are {{most}} files named {{name}} already.",
      cure: "Move or delete some of them, then export again.",
    },
    exportRefused: {
      what: "Nothing could be saved in {{folder}}.",
      cure: "Check that there is room and that the folder may be written to.",
    },
    fileCut: {
      what: "{{name}} could not be read to its end.",
      cure: "What came before is counted. The file is cut or damaged: copy it again if it should be whole.",
    },
    fileIsFolder: {
      what: "{{name}} is a folder or a device, not a capture file.",
      cure: "Give it a file in the pcap or pcapng format, as tcpdump and Wireshark write them.",
    },
    fileMissing: {
      what: "{{name}} cannot be opened.",
      cure: "Check that it is there and that you may read it.",
    },
    fileNotACapture: {
      what: "{{name}} is not a capture file that Weir can read.",
      cure: "Give it a file in the pcap or pcapng format, as tcpdump and Wireshark write them; gzip and zstd are unpacked.",
    },
    fileWhileCapturing: {
      what: "{{name}} was not opened, because a capture is running.",
      cure: "Stop the capture, then open the file.",
    },
    filesOneAtATime: {
      what: "Weir opens one capture file at a time; the first was opened.",
      cure: "",
    },
    filterLong: {
      what: "The filter is too long.",
      cure: "Change the filter or the search.",
    },
    filterNested: {
      what: "The filter is nested too deeply.",
      cure: "Change the filter or the search.",
    },
    filterNone: {
      what: "This is no filter.",
      cure: "Change the filter or the search.",
    },
    interfaceDown: {
      what: "{{name}} is switched off.",
      cure: "Weir starts again by itself when it comes up; or choose another interface.",
    },
    interfaceGone: {
      what: "{{name}} is gone.",
      cure: "Weir starts again by itself when it is back; or choose another interface.",
    },
    interfaceRenamed: {
      what: "The interface {{name}} is called {{new}} now; the capture goes on.",
      cure: "",
    },
    interfaceUnknown: {
      what: "There is no interface named {{name}}.",
      cure: "Choose one of these: {{known}}.",
    },
    interfaceUnknownNone: {
      what: "There is no interface named {{name}}.",
      cure: "This machine has no network interface at all.",
    },
    loginEntry: {
      what: "The entry that starts Weir at login could not be changed.",
      cure: "Check that your folder for such entries may be written to, or change it in the desktop's settings.",
    },
    missingBuilt: {
      what: "The capture program weir-sidecar is not there.",
      cure: "Build it with npm start, or cargo build.",
    },
    missingInstalled: {
      what: "The capture program weir-sidecar is not there.",
      cure: "Reinstall the Weir package.",
    },
    newerBuild: {
      what: "The capture program was built anew, and the copy that may capture is older.",
      cure: "Give the new one the permission; an administrator's password is needed.",
    },
    noAlert: {
      what: "Alert {{id}} is not kept any more.",
      cure: "Weir keeps the newest 1,000 of a capture; choose one of the list.",
    },
    noCapability: {
      what: "The capture program has no permission to capture, as after a new build or an update.",
      cure: "Give it the permission again; an administrator's password is needed.",
    },
    noNewPrivs: {
      what: "Weir was started by something that forbids it further permissions (no_new_privs).",
      cure: "Start Weir from the application menu or an ordinary terminal.",
    },
    noPacketSockets: {
      what: "This system has no packet sockets.",
      cure: "Run Weir on an ordinary Linux system, not in a sandbox such as Flatpak.",
    },
    noPkexec: {
      what: "This system has no pkexec to ask for the consent.",
      cure: "Try again, or run the command in a terminal.",
    },
    nosuid: {
      what: "The disk that the capture program lies on does not allow permissions (it is mounted nosuid).",
      cure: "Install Weir from its deb or rpm package, or on another disk.",
    },
    notGranted: {
      what: "Weir is not allowed to read network traffic yet.",
      cure: "Allow capture for your account; an administrator's password is needed once.",
    },
    nothingUp: {
      what: "No interface of this machine is switched on.",
      cure: "Connect to a network.",
    },
    permissionUnchanged: {
      what: "The permission could not be changed.",
      cure: "Try again, or run the command in a terminal.",
    },
    pnetOneInterface: {
      what: "The engine pnet captures on one interface at a time.",
      cure: "Choose the packet ring as engine, or one interface.",
    },
    readerMissingBuilt: {
      what: "The program weir-replay, which reads capture files, is not there.",
      cure: "Build it with cargo build.",
    },
    readerMissingInstalled: {
      what: "The program weir-replay, which reads capture files, is not there.",
      cure: "Reinstall the Weir package.",
    },
    runtimePathLong: {
      what: "The path of Weir's runtime folder is too long for a socket.",
      cure: "Set XDG_RUNTIME_DIR to a folder with a shorter path.",
    },
    sceneUnwritten: {
      what: "The test scene could not be written to a temporary file.",
      cure: "Check the free space of the temporary folder.",
    },
    scenesBroken: {
      what: "The test scenes were broken off.",
      cure: "Try again; if it stays so, report it.",
    },
    searchLong: {
      what: "The text that is searched for is too long.",
      cure: "Change the filter or the search.",
    },
    settingRefused: {
      what: "{{why}}",
      cure: "Nothing was changed.",
    },
    settingsUnwritten: {
      what: "The settings could not be written to {{path}}.",
      cure: "Check the folder's permissions and the free space; until then they last as long as Weir runs.",
    },
    settingsDamaged: {
      what: "The settings file was damaged ({{error}}); it is kept as {{path}}, and Weir uses its defaults.",
      cure: "",
    },
    settingsUnread: {
      what: "The settings file cannot be read ({{error}}); Weir uses its defaults.",
      cure: "",
    },
    shuttingDown: {
      what: "Weir is shutting down.",
      cure: "Start Weir again.",
    },
    sidecarBad: {
      what: "The capture program did not answer as it should.",
      cure: "Weir starts it again by itself; if it stays so, reinstall Weir.",
    },
    sidecarGone: {
      what: "The capture program ended unexpectedly.",
      cure: "Weir starts it again by itself; what came in the meantime is shown as a gap.",
    },
    stillStopping: {
      what: "The capture is still being stopped.",
      cure: "Try again in a moment.",
    },
    tableUncut: {
      what: "The table could not be cut.",
      cure: "Try again; if it stays so, report it.",
    },
    versions: {
      what: "Weir and its capture program are of different versions.",
      cure: "Install both from the same package or build, then start Weir again.",
    },
  } satisfies Sentences,
} as const;
