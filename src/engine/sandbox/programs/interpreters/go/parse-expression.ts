import { type Block, type Expression, signatureType } from './ast.ts';
import { Cursor } from './cursor.ts';
import { GoRefused } from './lex.ts';

const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  '+': 4,
  '-': 4,
  '|': 4,
  '^': 4,
  '*': 5,
  '/': 5,
  '%': 5,
  '<<': 5,
  '>>': 5,
  '&': 5,
  '&^': 5,
};

/** Reads expressions (go.dev/ref/spec, "Expressions"). */
export abstract class ExpressionParser extends Cursor {
  protected abstract block(): Block;

  protected list(): Expression[] {
    const found = [this.expression()];
    while (this.take(',') !== undefined) found.push(this.expression());
    return found;
  }

  protected expression(least = 1): Expression {
    let left = this.unary();
    for (;;) {
      const operator = this.next;
      const rank = operator.kind === 'operator' ? (PRECEDENCE[operator.text] ?? 0) : 0;
      if (rank < least) return left;
      this.advance();
      const right = this.expression(rank + 1);
      left = { kind: 'binary', at: left.at, operatorAt: operator, operator: operator.text, left, right };
    }
  }

  protected unary(): Expression {
    const at = this.next;
    if (at.kind === 'operator' && /^[-+!^]$/.test(at.text)) {
      this.advance();
      return { kind: 'unary', at, operator: at.text, operand: this.unary() };
    }
    if (this.is('&') || this.is('*')) throw new GoRefused(at, 'pointers');
    if (this.is('<-')) throw new GoRefused(at, 'channels');
    return this.primary();
  }

  protected primary(): Expression {
    let value = this.operand();
    for (;;) {
      const at = this.next;
      if (this.take('.') !== undefined) {
        if (this.is('(')) throw new GoRefused(at, 'type assertions');
        const name = this.name();
        value = { kind: 'selector', at: name, of: value, name: name.text };
      } else if (this.take('(') !== undefined) {
        const args: Expression[] = [];
        let spread = false;
        while (!this.is(')')) {
          args.push(this.expression());
          spread = this.take('...') !== undefined;
          if (!this.is(')')) this.expect(',');
        }
        value = { kind: 'call', at: value.at, callee: value, args, spread, end: this.expect(')') };
      } else if (this.take('[') !== undefined) {
        const from = this.is(':') ? undefined : this.expression();
        if (this.take(':') === undefined) value = { kind: 'index', at: value.at, of: value, index: from! };
        else {
          const to = this.is(']') ? undefined : this.expression();
          value = { kind: 'slice', at: value.at, of: value, from, to };
        }
        this.expect(']');
      } else return value;
    }
  }

  protected operand(): Expression {
    const at = this.next;
    if (at.kind === 'int' || at.kind === 'float' || at.kind === 'rune' || at.kind === 'string') {
      this.advance();
      return { kind: 'literal', at, type: at.kind, text: at.text };
    }
    if (at.kind === 'name') {
      this.advance();
      return { kind: 'name', at, name: at.text };
    }
    if (this.take('(') !== undefined) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (this.take('func') !== undefined) {
      const signature = this.signature();
      if (!this.is('{')) return { kind: 'type', at, type: signatureType(signature) };
      return { kind: 'function', at, signature, body: this.block() };
    }
    if (this.is('[') || this.is('map') || this.is('interface')) {
      const type = this.type();
      if (!this.is('{')) return { kind: 'type', at, type };
      return { kind: 'composite', at, type, items: this.items() };
    }
    return this.fail();
  }

  protected items(): { key: Expression | undefined; value: Expression }[] {
    this.expect('{');
    const items: { key: Expression | undefined; value: Expression }[] = [];
    while (!this.is('}')) {
      if (this.is('{')) throw new GoRefused(this.next, 'literals without their type');
      const first = this.expression();
      items.push(
        this.take(':') === undefined
          ? { key: undefined, value: first }
          : { key: first, value: this.expression() },
      );
      if (!this.is('}')) this.expect(',');
    }
    this.expect('}');
    return items;
  }
}
