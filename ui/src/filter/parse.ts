// The filter language: `proto tcp and src 10.0.0.0/8 and not port 443`.
//
//   filter := both ("or" both)*        both := one ("and"? one)*        one := "not" one | "(" filter ")" | field value
//   field  := proto | src | dst | host | port | sport | dport
//   value  := a protocol's name | an address or address/bits | a port or from-to
import {
  createToken,
  EmbeddedActionsParser,
  type IRecognitionException,
  type IToken,
  Lexer,
  type TokenType,
} from "chevrotain";
import { latinDigits } from "../digits";
import { type Expression, type Field, FIELDS, type Ports } from "./expression";
import { networkOf } from "./network";

const Word = createToken({ name: "Word", pattern: /[^\s()!&|]+/ });
const keyword = (name: string, pattern: RegExp) => createToken({ name, pattern, longer_alt: Word });
const And = keyword("And", /and|&&?/i);
const Or = keyword("Or", /or|\|\|?/i);
const Not = keyword("Not", /not|!/i);
const Open = createToken({ name: "Open", pattern: "(" });
const Close = createToken({ name: "Close", pattern: ")" });
const Space = createToken({ name: "Space", pattern: /\s+/, group: Lexer.SKIPPED });
const FieldName = keyword("FieldName", /proto|src|dst|host|port|sport|dport/i);
const TOKENS = [Space, And, Or, Not, Open, Close, FieldName, Word];

/** What is wrong, and where in the text. */
export interface Mistake {
  what: "field" | "value" | "close" | "unexpected" | "protocol" | "address" | "port" | "tooLong";
  at: number;
  length: number;
  word: string;
}

export type Parsed = { expression: Expression | null; mistake: null } | { expression: null; mistake: Mistake };

/** Longer ones are refused, so that nothing here can take long. */
export const MOST_CHARACTERS = 500;
const MOST_DEPTH = 50;

class Reader extends EmbeddedActionsParser {
  mistake: Mistake | null = null;
  private depth = 0;

  constructor() {
    super(TOKENS, { recoveryEnabled: false, maxLookahead: 1 });
    this.performSelfAnalysis();
  }

  readonly filter = this.RULE("filter", (): Expression => {
    let left = this.SUBRULE(this.both);
    this.MANY(() => {
      this.CONSUME(Or);
      left = { kind: "or", left, right: this.SUBRULE2(this.both) };
    });
    return left;
  });

  private readonly both = this.RULE("both", (): Expression => {
    let left = this.SUBRULE(this.one);
    this.MANY(() => {
      this.OPTION(() => this.CONSUME(And));
      left = { kind: "and", left, right: this.SUBRULE2(this.one) };
    });
    return left;
  });

  private readonly one = this.RULE("one", (): Expression =>
    this.OR([
      {
        ALT: (): Expression => {
          this.CONSUME(Not);
          return { kind: "not", of: this.SUBRULE(this.one) };
        },
      },
      {
        ALT: (): Expression => {
          const open = this.CONSUME(Open);
          this.ACTION(() => this.enter(open));
          const inside = this.SUBRULE(this.filter);
          this.CONSUME(Close);
          return inside;
        },
      },
      { ALT: (): Expression => this.SUBRULE(this.test) },
    ]),
  );

  private readonly test = this.RULE("test", (): Expression => {
    const field = this.CONSUME(FieldName);
    const value = this.CONSUME(Word);
    return this.ACTION(() => this.meaning(field.image.toLowerCase() as Field, value));
  });

  private enter(open: IToken): void {
    this.depth += 1;
    if (this.depth > MOST_DEPTH) this.mistake ??= mistakeAt("unexpected", open);
  }

  start(tokens: IToken[]): void {
    this.input = tokens;
    this.mistake = null;
    this.depth = 0;
  }

  private meaning(field: Field, value: IToken): Expression {
    const text = value.image;
    switch (field) {
      case "proto": {
        if (!/^[a-z][\w.+-]{0,30}$/i.test(text)) this.mistake ??= mistakeAt("protocol", value);
        return { kind: field, name: text.toLowerCase() };
      }
      case "src":
      case "dst":
      case "host": {
        const network = networkOf(text);
        if (network !== null) return { kind: field, network };
        this.mistake ??= mistakeAt("address", value);
        break;
      }
      default: {
        const ports = portsOf(text);
        if (ports !== null) return { kind: field, ports };
        this.mistake ??= mistakeAt("port", value);
      }
    }
    return { kind: "proto", name: "" };
  }
}

function portsOf(text: string): Ports | null {
  const found = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (found === null) return null;
  const from = Number(found[1]);
  const to = Number(found[2] ?? found[1]);
  return from <= to && to <= 65_535 ? [from, to] : null;
}

const mistakeAt = (what: Mistake["what"], token: IToken): Mistake => ({
  what,
  at: token.startOffset,
  length: token.image.length,
  word: token.image,
});

const lexer = new Lexer(TOKENS);
const reader = new Reader();

/** Reads a filter. An empty one lets everything pass. */
export function parseFilter(typed: string): Parsed {
  const text = latinDigits(typed);
  if (text.trim() === "") return { expression: null, mistake: null };
  if (text.length > MOST_CHARACTERS)
    return { expression: null, mistake: { what: "tooLong", at: MOST_CHARACTERS, length: 1, word: "" } };
  const { tokens } = lexer.tokenize(text);
  reader.start(tokens);
  const expression = reader.filter();
  const [error] = reader.errors;
  const mistake = reader.mistake ?? (error ? mistakeOf(error, text) : null);
  return mistake === null ? { expression, mistake } : { expression: null, mistake };
}

function mistakeOf(error: IRecognitionException, text: string): Mistake {
  const { token } = error;
  const { previousToken } = error as { previousToken?: IToken };
  const atEnd = Number.isNaN(token.startOffset) || token.image === "";
  const place = atEnd ? { at: text.length, length: 1, word: "" } : mistakeAt("unexpected", token);
  if (previousToken?.tokenType === FieldName) return { ...place, what: "value" };
  if (error.name === "NotAllInputParsedException") return { ...place, what: "unexpected" };
  // A bracket that is still open, behind something whole.
  const closes = previousToken?.tokenType === Word || previousToken?.tokenType === Close;
  return { ...place, what: closes && atEnd ? "close" : "field" };
}

/** What may stand at the end of the text, as the grammar has it, and the part of a word that stands there already. */
export function nextWords(text: string): { begun: string; words: readonly string[]; field: Field | null } {
  const begun = /[^\s()!&|]*$/.exec(text)?.[0] ?? "";
  const { tokens } = lexer.tokenize(text.slice(0, text.length - begun.length));
  const last = tokens.at(-1);
  const field = last?.tokenType === FieldName ? (last.image.toLowerCase() as Field) : null;
  const next = reader.computeContentAssist("filter", tokens).map(({ nextTokenType }) => nextTokenType);
  const words = [...new Set(next)].flatMap(wordsOf);
  return { begun, words, field };
}

function wordsOf(type: TokenType): readonly string[] {
  if (type === FieldName) return FIELDS;
  if (type === And) return ["and"];
  if (type === Or) return ["or"];
  return type === Not ? ["not"] : [];
}
